using System.Runtime.CompilerServices;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.MySql.Indexes;

/// <summary>The indexes of the session's database, with size and use as far as the login may see them.</summary>
internal sealed class MySqlIndexSource(MySqlSession session) : IIndexSource
{
    public async IAsyncEnumerable<DbaIndex> ReadAsync(ObjectOrigin origin, bool includeSystem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var schema in SystemSchemas.With(session.RequiredDatabase, includeSystem))
        {
            await foreach (var index in ReadAsync(origin, schema, cancellationToken))
            {
                yield return index;
            }
        }
    }

    private async IAsyncEnumerable<DbaIndex> ReadAsync(ObjectOrigin origin, string schema, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sizes = await FiguresAsync("Indexes/IndexSize.sql", schema, row => (row.Int64OrNull("size_bytes"), (long?)null), cancellationToken);
        var use = await FiguresAsync("Indexes/IndexUse.sql", schema, row => (row.Int64OrNull("fetches"), row.Int64OrNull("writes")), cancellationToken);
        await foreach (var index in CatalogIndex.ReadAsync(session, schema, null, cancellationToken))
        {
            var key = (index.Schema, index.Table, index.Index);
            yield return new DbaIndex(origin)
            {
                Schema = index.Schema,
                Table = index.Table,
                Index = index.Index,
                Columns = [.. index.Parts.Select(p => p.Text)],
                Method = index.Method.ToLowerInvariant(),
                IsUnique = index.IsUnique,
                IsPrimary = index.IsPrimary,
                // The engine has no other unique indexes than those of constraints.
                IsConstraint = index.IsUnique,
                IsValid = true,
                IsVisible = index.IsVisible,
                SizeBytes = sizes.GetValueOrDefault(key).First,
                Scans = use.GetValueOrDefault(key).First,
                Writes = use.GetValueOrDefault(key).Second,
                CreateSql = index.CreateSql(session.Kind),
            };
        }
    }

    /// <summary>Figures by index; none where the login may not read them.</summary>
    private async Task<Dictionary<(string, string, string), (long? First, long? Second)>> FiguresAsync(
        string script, string schema, Func<RowReader, (long?, long?)> read, CancellationToken cancellationToken)
    {
        var figures = new Dictionary<(string, string, string), (long?, long?)>();
        try
        {
            var parameters = new Dictionary<string, object?> { ["database"] = schema };
            await foreach (var (key, values) in session.ReadAsync(SqlScript.Load<MySqlIndexSource>(script), row => ((row.Text("schema"), row.Text("table"), row.Text("index")), read(row)), parameters, cancellationToken))
            {
                figures[key] = values;
            }
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            // Get-DbaCapability says what to grant.
        }
        return figures;
    }
}

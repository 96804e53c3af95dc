using System.Runtime.CompilerServices;
using DbaPS.Engines;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>The indexes of the session's database.</summary>
internal sealed class PostgreSqlIndexSource : IIndexSource
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlIndexSource(PostgreSqlSession session) => _session = session;

    public async IAsyncEnumerable<DbaIndex> ReadAsync(ObjectOrigin origin, bool includeSystem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bloat = await PostgreSqlIndexBloat.ReadAsync(_session, cancellationToken);
        var indexes = _session.ReadAsync(
            SqlScript.Load<PostgreSqlIndexSource>("Indexes/Index.sql"),
            row => new DbaIndex(origin)
            {
                Schema = row.Text("schema"),
                Table = row.Text("table"),
                Index = row.Text("index"),
                Columns = row.Texts("columns"),
                Include = row.Texts("include"),
                Where = row.TextOrNull("predicate"),
                Method = row.Text("method"),
                IsUnique = row.Boolean("is_unique"),
                IsPrimary = row.Boolean("is_primary"),
                IsConstraint = row.Boolean("is_constraint"),
                IsValid = row.Boolean("is_valid"),
                SizeBytes = row.Int64OrNull("size_bytes"),
                BloatBytes = bloat.TryGetValue((row.Text("schema"), row.Text("index")), out var bytes) ? bytes : null,
                Scans = row.Int64OrNull("scans"),
                LastUsed = row.Moment("last_used"),
                Writes = row.Int64OrNull("writes"),
                StatsSince = row.Moment("stats_since"),
                CreateSql = row.Text("create_sql"),
            },
            new Dictionary<string, object?> { ["include_system"] = includeSystem },
            cancellationToken);
        await foreach (var index in indexes)
        {
            yield return index;
        }
    }
}

using System.Text.Json;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>What planning an index reads of the server.</summary>
internal sealed class IndexCatalog
{
    private readonly PostgreSqlSession _session;
    private readonly TimeSpan _lockTimeout;

    public IndexCatalog(PostgreSqlSession session, TimeSpan lockTimeout)
    {
        _session = session;
        _lockTimeout = lockTimeout;
    }

    /// <summary>The table by the name the user typed: as it is, in lower case, or as schema.table.</summary>
    public async Task<IndexedTable> TableAsync(string? schema, string table, CancellationToken cancellationToken)
    {
        var found = await FindAsync(schema, table, cancellationToken);
        if (found is null && schema is null && table.Split('.', 2) is [{ Length: > 0 } before, { Length: > 0 } after])
        {
            found = await FindAsync(before.Trim('"'), after.Trim('"'), cancellationToken);
        }
        if (found is null)
        {
            throw new DbaException(DbaErrors.ObjectMissing("table", schema is null ? table : $"{schema}.{table}", _session.Name));
        }
        return found.Kind is "f" or "v"
            ? throw new DbaException(DbaErrors.InvalidParameter("Table", table, $"{found.Schema}.{found.Name} is a {(found.Kind == "v" ? "view" : "foreign table")}, which has no indexes of its own."))
            : found;
    }

    public async Task<IReadOnlyList<IndexedTable>> PartitionsAsync(IndexedTable table, CancellationToken cancellationToken)
    {
        var partitions = new List<IndexedTable>();
        var parameters = new Dictionary<string, object?> { ["table_id"] = table.Id };
        await foreach (var partition in _session.ReadAsync(
            Script("IndexPartition"),
            row => new IndexedTable(row.Int64("table_id"), row.Text("schema"), row.Text("table"), row.Text("kind"), [], row.Int64OrNull("parent_id")),
            parameters,
            cancellationToken))
        {
            partitions.Add(partition);
        }
        return partitions;
    }

    public async Task<IReadOnlyList<ExistingIndex>> IndexesAsync(IEnumerable<long> tables, CancellationToken cancellationToken)
    {
        var indexes = new List<ExistingIndex>();
        var parameters = new Dictionary<string, object?> { ["table_ids"] = tables.ToArray() };
        await foreach (var index in _session.ReadAsync(Script("IndexShape"), ExistingIndex.Read, parameters, cancellationToken))
        {
            indexes.Add(index);
        }
        return indexes;
    }

    /// <summary>Of some names those that relations have, with what they are.</summary>
    public async Task<IReadOnlyDictionary<(string Schema, string Name), string>> TakenAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<(string, string), string>();
        var parameters = new Dictionary<string, object?> { ["names"] = names.Distinct(StringComparer.Ordinal).ToArray() };
        await foreach (var (schema, name, kind) in _session.ReadAsync(Script("IndexName"), row => (row.Text("schema"), row.Text("name"), row.Text("kind")), parameters, cancellationToken))
        {
            taken[(schema, name)] = kind;
        }
        return taken;
    }

    /// <summary>The access method of that name and what the order of its keys means.</summary>
    public async Task<(string Method, IndexOrder Order)> MethodAsync(string name, CancellationToken cancellationToken)
    {
        var known = new List<string>();
        await foreach (var (method, sorted) in _session.ReadAsync(Script("IndexMethod"), row => (row.Text("method"), row.Boolean("is_sorted")), cancellationToken: cancellationToken))
        {
            if (string.Equals(method, name, StringComparison.OrdinalIgnoreCase))
            {
                return (method, sorted ? IndexOrder.Sorted : method switch { "hash" => IndexOrder.Whole, "gin" or "brin" => IndexOrder.Any, _ => IndexOrder.Leading });
            }
            known.Add(method);
        }
        throw new DbaException(DbaErrors.InvalidParameter("Method", name, $"this server knows {string.Join(", ", known)}. Others come with extensions."));
    }

    /// <summary>Expressions over a table in the form the server gives them, so that two that say the same are equal.</summary>
    /// <exception cref="DbaException">One of them is no expression over this table.</exception>
    public async Task<IReadOnlyDictionary<string, string>> CanonicalAsync(IndexedTable table, IEnumerable<string> expressions, CancellationToken cancellationToken)
    {
        var texts = expressions.Distinct(StringComparer.Ordinal).ToList();
        if (texts.Count == 0)
        {
            return new Dictionary<string, string>();
        }
        var sql = PostgreSqlIndexSql.Explain(texts, table.Schema, table.Name);
        await using var connection = await _session.OpenAsync(cancellationToken);
        try
        {
            await PostgreSqlIndexRun.ExecuteAsync(connection, PostgreSqlIndexSql.LockTimeout(_lockTimeout), cancellationToken);
            using var plan = JsonDocument.Parse(await PostgreSqlIndexRun.ScalarAsync(connection, sql, cancellationToken));
            var output = plan.RootElement[0].GetProperty("Plan").GetProperty("Output");
            return texts.Select((text, i) => (text, output[i].GetString()!)).ToDictionary(p => p.text, p => p.Item2, StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(_session.Explain(failure) with { Statement = sql });
        }
    }

    public static SqlScript Script(string name) => SqlScript.Load<IndexCatalog>($"Indexes/{name}.sql");

    private Task<IndexedTable?> FindAsync(string? schema, string table, CancellationToken cancellationToken) => _session.ReadFirstAsync<IndexedTable?>(
        Script("IndexTable"),
        row => new IndexedTable(row.Int64("table_id"), row.Text("schema"), row.Text("table"), row.Text("kind"), row.Texts("column_names"), null),
        new Dictionary<string, object?> { ["schema"] = schema, ["table"] = table },
        cancellationToken);
}

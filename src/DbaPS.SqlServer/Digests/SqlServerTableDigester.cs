using System.Runtime.CompilerServices;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Digests;

/// <summary>Digests tables, several at once, each on a connection of its own.</summary>
internal sealed class SqlServerTableDigester(SqlServerSession session) : ITableDigester
{
    public async IAsyncEnumerable<TableDigestResult> DigestAsync(
        IReadOnlyList<BackupTable> tables, RowHasher hasher, int jobs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var forms = await FormsAsync(cancellationToken);
        await foreach (var result in TableDigestStream.ReadEachAsync(tables, jobs, async (table, token) => await DigestAsync(table, forms, hasher, token), cancellationToken))
        {
            yield return result;
        }
    }

    /// <summary>The backup's rows lie in a file only the server reads, so there is no other side: the caller goes on with what the digest's sums tell.</summary>
    public Task<IReadOnlyList<RowDifference>> ExplainAsync(
        BackupReader backup, BackupTable table, IReadOnlyCollection<int> buckets, RowHasher hasher, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RowDifference>>([]);

    private async Task<IReadOnlyDictionary<(string, string), IReadOnlyList<ColumnForm>>> FormsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        return await new TableCatalog(session).FormsAsync(connection, null, cancellationToken);
    }

    private async Task<TableDigestResult> DigestAsync(BackupTable table, IReadOnlyDictionary<(string, string), IReadOnlyList<ColumnForm>> forms, RowHasher hasher, CancellationToken cancellationToken)
    {
        if (Match(table, forms, out var columns) is { } misfit)
        {
            return new TableDigestResult(table, null, misfit);
        }
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken);
            var builder = new TableDigestBuilder(hasher);
            await new TableReader(table, columns).ReadAsync(session, connection, null, builder.AddRow, cancellationToken);
            return new TableDigestResult(table, builder.Build(), null);
        }
        catch (DbaException failure)
        {
            // A damaged page ends the reading part-way: that is a finding about this table, the others are still read.
            return new TableDigestResult(table, null, failure.Error.Message);
        }
    }

    /// <summary>The forms of a manifest's columns in its order; otherwise why they don't fit.</summary>
    internal static string? Match(BackupTable table, IReadOnlyDictionary<(string, string), IReadOnlyList<ColumnForm>> forms, out IReadOnlyList<ColumnForm> columns)
    {
        columns = [];
        if (!forms.TryGetValue((table.Schema ?? "", table.Name), out var found))
        {
            return "the table is not there.";
        }
        var own = found.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var column in table.Columns)
        {
            if (!own.TryGetValue(column.Name, out var form))
            {
                return $"it has no column '{column.Name}'.";
            }
            if (form.Form.Name != column.Form)
            {
                return $"its column '{column.Name}' has the form {form.Form.Name} instead of {column.Form}.";
            }
        }
        columns = [.. table.Columns.Select(c => own[c.Name])];
        return null;
    }
}

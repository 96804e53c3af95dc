using System.Data;
using System.Globalization;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlServer.Digests;

namespace DbaPS.SqlServer.Backups;

/// <summary>What a database holds while the server backs it up: read before and after, and kept only where both are the same.</summary>
internal sealed class BackupContent(SqlServerSession session, BackupJob job, bool snapshotOn)
{
    private const string Changed = "its rows changed while the backup was taken, so nobody can tell which of them the backup has.";

    private IReadOnlyList<(BackupTable Table, IReadOnlyList<ColumnForm> Columns)> _tables = [];
    private IReadOnlyList<TableDigestResult> _before = [];
    private readonly List<BackupOmission> _omitted = [];

    /// <summary>The tables, each with its digest or with why it can't be compared.</summary>
    public IReadOnlyList<BackupTable> Tables { get; private set; } = [];

    public IReadOnlyList<BackupSchemaObject> Objects { get; private set; } = [];

    /// <summary>Those that stood still.</summary>
    public IReadOnlyList<BackupSequence> Sequences { get; private set; } = [];

    public IReadOnlyList<BackupOmission> Omitted => _omitted;

    public async Task BeforeAsync(Action<string> done, CancellationToken cancellationToken)
    {
        await using (var connection = await session.OpenAsync(cancellationToken))
        {
            _tables = await new TableCatalog(session).ReadAsync(connection, null, cancellationToken);
        }
        Objects = await ObjectsAsync(cancellationToken);
        Sequences = await SequencesAsync(session, cancellationToken);
        if (!snapshotOn)
        {
            _omitted.Add(new("digest", session.Database ?? "",
                $"the database does not allow SNAPSHOT transactions, in which its rows are digested (ALTER DATABASE {SqlServerNames.Quote(session.Database ?? "")} SET ALLOW_SNAPSHOT_ISOLATION ON), so a restore can't be proved.", Asked: false));
            Tables = [.. _tables.Select(t => t.Table)];
            return;
        }
        _before = await DigestAsync(done, cancellationToken);
    }

    public async Task AfterAsync(Action<string> done, CancellationToken cancellationToken)
    {
        var after = await ObjectsAsync(cancellationToken);
        if (Objects.Except(after).Concat(after.Except(Objects)).Select(o => $"{o.Kind} {o.Identity}").Distinct().ToList() is { Count: > 0 } altered)
        {
            throw new DbaException(SchemaChanged(session.Database ?? "", altered));
        }
        var standing = (await SequencesAsync(session, cancellationToken)).ToHashSet();
        Sequences = [.. Sequences.Where(standing.Contains)];
        if (!snapshotOn)
        {
            return;
        }
        var second = (await DigestAsync(done, cancellationToken)).ToDictionary(r => (r.Table.Schema, r.Table.Name));
        Tables = [.. _before.Select(first => Join(first, second[(first.Table.Schema, first.Table.Name)])).OrderBy(t => t.DisplayName, StringComparer.Ordinal)];
    }

    internal static async Task<IReadOnlyList<BackupSequence>> SequencesAsync(SqlServerSession session, CancellationToken cancellationToken)
    {
        var sequences = new List<BackupSequence>();
        await foreach (var sequence in session.ReadAsync(
            SqlScript.Load<BackupContent>("Backups/Sequences.sql"), row => new BackupSequence(row.Text("schema"), row.Text("name"), row.Int64("value"), row.Boolean("is_called")), cancellationToken: cancellationToken))
        {
            sequences.Add(sequence);
        }
        return sequences;
    }

    private static BackupTable Join(TableDigestResult first, TableDigestResult second)
    {
        var table = first.Table;
        if (first.Digest is null || second.Digest is null)
        {
            return table.Kind == "foreign" ? table with { Format = "none" } : table with { NotComparable = $"its rows could not be read: {first.Problem ?? second.Problem}" };
        }
        return TableDigest.Compare(first.Digest, second.Digest).Equal
            ? table with { Rows = first.Digest.RowCount, Digest = first.Digest.Serialize() }
            : table with { Rows = second.Digest.RowCount, NotComparable = Changed };
    }

    private static DbaError SchemaChanged(string database, IReadOnlyList<string> altered) =>
        new("BackupSchemaChanged", DbaErrorCategory.InvalidOperation,
            string.Create(CultureInfo.InvariantCulture, $"The schema of '{database}' was altered while it was backed up: {string.Join(", ", altered.Take(20))}{(altered.Count > 20 ? " …" : "")}."),
            "Run the backup again when nobody alters the schema.")
        { Target = database };

    private async Task<IReadOnlyList<BackupSchemaObject>> ObjectsAsync(CancellationToken cancellationToken)
    {
        var objects = new List<BackupSchemaObject>();
        await foreach (var one in new SqlServerSchemaInventory(session).ReadAsync(cancellationToken))
        {
            objects.Add(one);
        }
        return objects;
    }

    /// <summary>Every table in a SNAPSHOT transaction of its worker's: writers are not stopped, and each table is read as of one moment.</summary>
    private async Task<IReadOnlyList<TableDigestResult>> DigestAsync(Action<string> done, CancellationToken cancellationToken)
    {
        var results = new TableDigestResult[_tables.Count];
        await Parallel.ForAsync(0, _tables.Count, new ParallelOptions { MaxDegreeOfParallelism = job.Request.Jobs, CancellationToken = cancellationToken }, async (i, token) =>
        {
            results[i] = await DigestAsync(_tables[i].Table, _tables[i].Columns, token);
            done(results[i].Table.DisplayName);
        });
        return results;
    }

    private async Task<TableDigestResult> DigestAsync(BackupTable table, IReadOnlyList<ColumnForm> columns, CancellationToken cancellationToken)
    {
        if (table.Kind == "foreign")
        {
            return new TableDigestResult(table, null, "its rows lie elsewhere.");
        }
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken, lockTimeout: job.Request.LockTimeout);
            await using var transaction = await session.TryAsync(() => connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken).AsTask(), cancellationToken);
            var builder = new TableDigestBuilder(job.Hasher);
            await new TableReader(table, columns).ReadAsync(session, connection, transaction, builder.AddRow, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new TableDigestResult(table, builder.Build(), null);
        }
        catch (DbaException failure)
        {
            // Memory-optimized tables, for one, can't be read so. The backup has them all the same.
            return new TableDigestResult(table, null, failure.Error.Message);
        }
    }
}

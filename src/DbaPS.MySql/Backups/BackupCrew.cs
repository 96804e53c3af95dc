using System.Collections.Concurrent;
using System.Data.Common;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.MySql.Definitions;
using DbaPS.MySql.Digests;
using DbaPS.Pipeline;
using DbaPS.Sql;

namespace DbaPS.MySql.Backups;

/// <summary>Reads the rows of all tables: those with transactions by the snapshot's connections at once, those without by the one that holds them locked.</summary>
internal sealed class BackupCrew
{
    private const string NoSuchTable = "1146";

    private readonly MySqlSession _session;
    private readonly Snapshot _snapshot;
    private readonly BackupJob _job;
    private readonly IPipeline _pipeline;
    private readonly IReadOnlyDictionary<string, string> _definitions;
    private readonly Dictionary<string, int> _numbers;
    private readonly ConcurrentQueue<TableSource> _tables;
    private readonly IReadOnlyList<TableSource> _locked;
    private readonly ConcurrentDictionary<string, BackupTable> _done = new(StringComparer.Ordinal);
    private readonly long _total;
    private long _bytes;

    /// <param name="definitions">The tables' statements as they were before the snapshot.</param>
    public BackupCrew(MySqlSession session, Snapshot snapshot, BackupJob job, IPipeline pipeline, IReadOnlyList<TableSource> tables, IReadOnlyDictionary<string, string> definitions)
    {
        _session = session;
        _snapshot = snapshot;
        _job = job;
        _pipeline = pipeline;
        _definitions = definitions;
        _numbers = tables.Select((table, number) => (table.Name, number)).ToDictionary(t => t.Name, t => t.number, StringComparer.Ordinal);
        _tables = new(tables.Where(t => t.IsTransactional).OrderByDescending(t => t.Bytes ?? 0));
        _locked = [.. tables.Where(t => !t.IsTransactional)];
        _total = Math.Max(1, tables.Sum(t => t.Bytes ?? 0));
    }

    private string Activity => $"Backing up {_session.Database}";

    /// <summary>What was read of a table, once <see cref="RunAsync"/> has returned; null for one whose rows were not asked of it.</summary>
    public BackupTable? TryGet(string table) => _done.GetValueOrDefault(table);

    /// <summary>Reads everything. The first failure stops all.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var work = _snapshot.Readers.Select<DbConnection, Func<CancellationToken, Task>>(reader => token => ReadAsync(reader, token)).ToList();
        if (_snapshot.Locker is { } locker)
        {
            work.Add(token => ReadLockedAsync(locker, token));
        }
        await Workers.RunAsync(work, (piece, token) => piece(token), cancellationToken);
        _pipeline.Progress(new(Activity, "", 1, Completed: true));
    }

    private async Task ReadAsync(DbConnection reader, CancellationToken cancellationToken)
    {
        while (_tables.TryDequeue(out var table))
        {
            await ReadAsync(reader, table, cancellationToken);
            await CheckAsync(reader, table, cancellationToken);
        }
    }

    private async Task ReadLockedAsync(DbConnection locker, CancellationToken cancellationToken)
    {
        foreach (var table in _locked)
        {
            await ReadAsync(locker, table, cancellationToken);
        }
        // Others wait for these: no longer than it takes to read them.
        await _session.TryAsync(() => MySqlSession.ExecuteAsync(locker, "UNLOCK TABLES", cancellationToken));
    }

    private async Task ReadAsync(DbConnection connection, TableSource table, CancellationToken cancellationToken)
    {
        _pipeline.Progress(new(Activity, table.Name, Math.Min(1, (double)Interlocked.Read(ref _bytes) / _total)));
        await using var file = _job.Writer.CreateFile(FormattableString.Invariant($"data/t{_numbers[table.Name]:00000}.txt"), "data", _job.Codec);
        var digest = new TableDigestBuilder(_job.Hasher);
        try
        {
            await TableRows.ReadAsync(_session, connection, table.Shape, new TextRowWriter(file), digest.AddRow, cancellationToken);
        }
        catch (DbaException failure) when (failure.Error.NativeCode is MySqlBackupErrors.DefinitionChanged or NoSuchTable)
        {
            throw new DbaException(MySqlBackupErrors.TableAltered(_session.Name, table.Name, failure.Message, failure));
        }
        var result = digest.Build();
        _done[table.Name] = table.ToManifest() with { Format = "text", Files = [file.Complete().Path], Rows = result.RowCount, Digest = result.Serialize() };
        Interlocked.Add(ref _bytes, table.Bytes ?? 0);
    }

    /// <summary>Since its rows were read, the transaction keeps the table from being altered: what its statement is now, it was while they were read.</summary>
    private async Task CheckAsync(DbConnection reader, TableSource table, CancellationToken cancellationToken)
    {
        var now = DefinitionText.WithoutCounter(await DefinitionReader.TableAsync(_session, reader, table.Name, cancellationToken));
        if (now != DefinitionText.WithoutCounter(_definitions[table.Name]))
        {
            throw new DbaException(MySqlBackupErrors.TableAltered(_session.Name, table.Name, "its definition is another than when the backup began."));
        }
        // Tools that alter a table aside put a copy in its place, which a snapshot of before shows half-filled.
        var created = await _session.ReadFirstAsync(
            SqlScript.Load<TableSource>("Backups/TableCreated.sql"), row => row.TextOrNull("created"),
            new Dictionary<string, object?> { ["database"] = _session.RequiredDatabase, ["table"] = table.Name }, cancellationToken);
        if (created != table.Created)
        {
            throw new DbaException(MySqlBackupErrors.TableAltered(_session.Name, table.Name, "another table was put in its place."));
        }
    }
}

using DbaPS.Backups;

namespace DbaPS.MySql.Backups;

/// <summary>Which tables' rows go into a backup, and why the others' don't.</summary>
internal sealed class BackupContents
{
    private readonly List<BackupOmission> _omitted = [];
    private readonly List<TableSource> _wanted = [];

    public BackupContents(MySqlSession session, BackupRequest request, BackupRights rights, IReadOnlyList<TableSource> tables)
    {
        Tables = tables;
        foreach (var table in tables)
        {
            if (Reason(session, request, rights, table) is var (reason, asked))
            {
                _omitted.Add(new BackupOmission("rows", table.Name, reason, asked));
                continue;
            }
            _wanted.Add(table);
            if (table.HistoryByTransaction)
            {
                _omitted.Add(new BackupOmission("history", table.Name, "its rows of the past are numbered by transactions, which mean nothing elsewhere; only the current rows are in", Asked: false));
            }
        }
        Locked = [.. _wanted.Where(t => !t.IsTransactional).Select(t => t.Name)];
        // What is not to be seen may not even be there: it is named by what is missing to see it.
        _omitted.AddRange(rights.Missing([]).Select(m => new BackupOmission("rights", m.Need, $"this login may not see all of them ({m.Grant})", Asked: false)));
    }

    public IReadOnlyList<TableSource> Tables { get; }

    public IReadOnlyList<TableSource> Wanted => _wanted;

    /// <summary>Those of them without transactions.</summary>
    public IReadOnlyList<string> Locked { get; }

    public IReadOnlyList<BackupOmission> Omitted => _omitted;

    private static (string Reason, bool Asked)? Reason(MySqlSession session, BackupRequest request, BackupRights rights, TableSource table) =>
        !table.HasRows ? ($"a table of the engine {table.Engine} has no rows of its own", true)
        : !request.WantsRows(session.Database, table.Name) ? ("left out as asked", true)
        : !table.IsTransactional && !rights.CanLock ? ("it has no transactions, and this login may not lock it", false)
        : null;
}

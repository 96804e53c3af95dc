using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.MySql.Grants;

namespace DbaPS.MySql.Backups;

/// <summary>What a login lacks for a backup: what it may not see does not even show that it is there.</summary>
internal sealed class BackupRights
{
    private readonly MySqlSession _session;
    private readonly LoginGrants _grants;
    private readonly string _database;

    private BackupRights(MySqlSession session, LoginGrants grants)
    {
        _session = session;
        _grants = grants;
        _database = session.RequiredDatabase;
    }

    /// <summary>True where it may make the server stand still for a moment, so that several connections see the same.</summary>
    public bool CanHold => _grants.Has("RELOAD") || (_session.Kind == MySqlDialect.MySql && _grants.Has("FLUSH_TABLES"));

    /// <summary>True where it may lock a table without transactions for the time it is read.</summary>
    public bool CanLock => _grants.Has("LOCK TABLES", _database);

    /// <summary>True where it sees every routine.</summary>
    private bool CanShowRoutines => _grants.Has("SELECT") || (_session.Kind == MySqlDialect.MariaDb
        ? _grants.Has("SELECT", "mysql", "proc") || _grants.Has("SHOW CREATE ROUTINE", _database)
        : _grants.Has("SHOW_ROUTINE"));

    private string Account => MySqlNames.Account(_session.User);

    public static async Task<BackupRights> ReadAsync(MySqlSession session, CancellationToken cancellationToken) => new(session, await LoginGrants.ReadAsync(session, cancellationToken));

    /// <summary>What is missing, in words and by the statement that grants it.</summary>
    /// <param name="unlocked">Tables without transactions whose rows are wanted.</param>
    public IEnumerable<(string Need, string Grant)> Missing(IReadOnlyCollection<string> unlocked)
    {
        var on = _grants.Everything(_database);
        foreach (var (privilege, need) in ((string, string)[])[("SELECT", "its tables"), ("SHOW VIEW", "its views' definitions"), ("TRIGGER", "its triggers"), ("EVENT", "its events")])
        {
            if (!_grants.Has(privilege, _database))
            {
                yield return (need, $"GRANT {privilege} ON {on} TO {Account};");
            }
        }
        if (!CanShowRoutines)
        {
            yield return ("its routines", _session.Kind == MySqlDialect.MariaDb ? $"GRANT SELECT ON mysql.proc TO {Account};" : $"GRANT SHOW_ROUTINE ON *.* TO {Account};");
        }
        if (unlocked.Count > 0 && !CanLock)
        {
            yield return ($"tables without transactions, which must be locked ({string.Join(", ", unlocked)})", $"GRANT LOCK TABLES ON {on} TO {Account};");
        }
    }

    /// <summary>What would make it better, in the same form.</summary>
    public IEnumerable<(string Need, string Grant)> Wishes()
    {
        if (!CanHold)
        {
            yield return ("the right to make the server stand still for a moment, so that several connections read at once", HoldGrant);
        }
        if (_session.Kind == MySqlDialect.MySql && !_grants.Has("REPLICATION CLIENT") && !_grants.Has("SUPER"))
        {
            yield return ("the right to know where the binary log stands", $"GRANT REPLICATION CLIENT ON *.* TO {Account};");
        }
    }

    /// <summary>The statement that lets several connections read at once.</summary>
    public string HoldGrant => $"GRANT RELOAD ON *.* TO {Account};";

    /// <exception cref="DbaException">Something is missing, and the request does not go on without it.</exception>
    public void Check(BackupRequest request, IReadOnlyCollection<string> unlocked)
    {
        if (!request.AllowIncomplete && Missing(unlocked).ToList() is { Count: > 0 } missing)
        {
            throw new DbaException(MySqlBackupErrors.RightsMissing(_session.Name, _session.User, [.. missing.Select(m => m.Need)], [.. missing.Select(m => m.Grant)]));
        }
    }
}

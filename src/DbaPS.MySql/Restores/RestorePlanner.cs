using DbaPS.Backups;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.MySql.Definitions;
using DbaPS.MySql.Digests;
using DbaPS.MySql.Grants;
using DbaPS.Operations;
using DbaPS.Restores;
using DbaPS.Sql;

namespace DbaPS.MySql.Restores;

/// <summary>Works out a restore without changing anything.</summary>
internal sealed class RestorePlanner(MySqlSession session, RestoreJob job)
{
    private static readonly string[] SystemDatabases = ["information_schema", "mysql", "performance_schema", "sys"];

    private readonly List<DbaError> _problems = [];
    private readonly List<string> _notes = [];

    private BackupManifest Manifest => job.Backup.Manifest;

    public async Task<RestorePlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (job.Target.Length is 0 or > MySqlNames.MaximumLength || job.Target.Any(c => c is '/' or '\\' or '.' || char.IsControl(c)) || job.Target != job.Target.Trim())
        {
            throw new DbaException(DbaErrors.InvalidParameter("NewName", job.Target, $"a database's name has at the most {MySqlNames.MaximumLength} characters, and no slash or point."));
        }
        var databases = await DatabasesAsync(cancellationToken);
        var grants = await LoginGrants.ReadAsync(session, cancellationToken);
        var exists = databases.Contains(job.Target);
        var temporary = RestoreNames.Building(job.Target, job.Id);
        CheckServer(grants, exists, temporary);
        var (definitions, tables) = Select(await Task.Run(() => SchemaFile.Read(job.Backup, cancellationToken), cancellationToken));
        var accounts = new RestoreAccounts(session, job, grants, _problems, _notes);
        definitions = await accounts.ApplyAsync(definitions, cancellationToken);
        CheckHistory(tables);
        var leftovers = await LeftoversAsync(databases, cancellationToken);
        Explain(definitions, leftovers, databases);
        var state = new RestoreState(
            Manifest.Database!, DatabaseProperties.Of(Manifest), definitions, tables, accounts.Statements, accounts.New, exists ? RestoreNames.Retired(job.Target, job.Id) : null)
        {
            KeepsEvents = job.Target == Manifest.Database,
        };
        return new RestorePlan
        {
            Target = job.Target,
            TemporaryName = temporary,
            Replaces = exists,
            Steps = new RestoreSteps(job, state, temporary, leftovers).Planned(),
            Problems = _problems,
            Notes = _notes,
            NewRoles = accounts.New,
            Leftovers = leftovers,
            State = state,
        };
    }

    private void CheckServer(LoginGrants grants, bool exists, string temporary)
    {
        var version = ServerVersion.Parse(Manifest.ServerVersion);
        if (!session.Version.IsAtLeast(version.Major, version.Minor))
        {
            _problems.Add(MySqlRestoreErrors.ServerTooOld(session.Name, session.Product, $"{version.Major}.{version.Minor}", $"{session.Version.Major}.{session.Version.Minor}"));
        }
        if (SystemDatabases.Contains(job.Target, StringComparer.OrdinalIgnoreCase))
        {
            _problems.Add(MySqlRestoreErrors.TargetIsSession(job.Target));
        }
        else if (exists && !job.Force)
        {
            _problems.Add(DbaErrors.RestoreTargetExists(job.Target, session.Name));
        }
        if (!grants.Has("CREATE", job.Target) || !grants.Has("CREATE", temporary))
        {
            _problems.Add(MySqlRestoreErrors.MayNotCreate(session.Name, session.User, job.Target));
        }
    }

    private (IReadOnlyList<Definition> Definitions, IReadOnlyList<BackupTable> Tables) Select(IReadOnlyList<Definition> all)
    {
        var loadable = Manifest.Tables.Where(t => t.Format == "text").ToList();
        if (job.Schemas.Count > 0 && !NamePattern.Matches(job.Schemas, Manifest.Database!))
        {
            throw new DbaException(DbaErrors.RestoreSelectionEmpty(string.Join(", ", job.Schemas)));
        }
        if (job.Tables.Count == 0)
        {
            return (all, loadable);
        }
        var chosen = all.Where(d => d.Kind == "table" && (NamePattern.Matches(job.Tables, d.Name) || NamePattern.Matches(job.Tables, $"{Manifest.Database}.{d.Name}"))).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        if (chosen.Count == 0)
        {
            throw new DbaException(DbaErrors.RestoreSelectionEmpty(string.Join(", ", job.Tables)));
        }
        _notes.Add("Only tables were asked for: views, routines, events and grants are left out. Triggers come with their tables, sequences with those whose defaults take from them.");
        var texts = all.Where(d => d.Kind == "table" && chosen.Contains(d.Name)).Select(d => d.Sql).ToList();
        return (
            [
                .. all.Where(d => d.Kind switch
                {
                    "table" => chosen.Contains(d.Name),
                    "trigger" => chosen.Contains(d.Table ?? ""),
                    "sequence" => texts.Any(t => t.Contains(MySqlNames.Quote(d.Name), StringComparison.Ordinal)),
                    _ => false,
                }),
            ],
            [.. loadable.Where(t => chosen.Contains(t.Name))]);
    }

    private void CheckHistory(IReadOnlyList<BackupTable> tables)
    {
        var past = tables.Where(t => t.Filter == TableShape.HistoryFilter).Select(t => t.Name).ToList();
        if (past.Count > 0 && !session.IsAtLeast(null, (10, 11)))
        {
            _problems.Add(MySqlRestoreErrors.HistoryRefused(session.Name, past));
        }
    }

    private void Explain(IReadOnlyList<Definition> definitions, IReadOnlyList<string> leftovers, IReadOnlySet<string> databases)
    {
        var events = definitions.Where(d => d.Kind == "event").Select(d => d.Name).ToList();
        if (events.Count > 0 && job.Target != Manifest.Database)
        {
            _notes.Add($"The events {string.Join(", ", events)} are made disabled, as the source has them too: ALTER EVENT … ENABLE when this database shall do their work.");
        }
        _notes.AddRange(definitions.Where(d => DefinitionText.Names(d, Manifest.Database!) && job.Target != Manifest.Database)
            .Select(d => $"The {d} names the database {Manifest.Database} itself, so it works there and not in {job.Target}."));
        _notes.AddRange(Manifest.Tables.Where(t => t.Format == "none").Select(t => $"{t.Name} stays empty: the backup has no rows of it."));
        _notes.AddRange(Manifest.Omitted.Where(o => !o.Asked).Select(o => $"Not in the backup: {o.Kind} {o.Name}: {o.Reason}"));
        _notes.AddRange(leftovers.Select(l => job.RemoveLeftovers
            ? $"'{l}', which an interrupted restore left on the server, is dropped first."
            : $"'{l}' is what an interrupted restore left on the server; -RemoveLeftovers drops it."));
        _notes.AddRange(databases.Where(d => RestoreNames.IsRetired(d, job.Target))
            .Select(d => $"'{d}' is a database that a restore replaced and did not come to drop. Drop it when nobody misses it."));
    }

    private async Task<HashSet<string>> DatabasesAsync(CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in session.ReadAsync(SqlScript.Load<RestorePlanner>("Restores/Schemas.sql"), row => row.Text("name"), cancellationToken: cancellationToken))
        {
            found.Add(name);
        }
        return found;
    }

    /// <summary>Databases marked as being built whose restore no longer runs.</summary>
    private async Task<IReadOnlyList<string>> LeftoversAsync(IReadOnlySet<string> databases, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (var name in databases.Where(d => RestoreNames.IsBuilding(d, job.Target)).Order(StringComparer.Ordinal))
        {
            var parameters = new Dictionary<string, object?> { ["database"] = name, ["marker"] = RestoreNames.Marker, ["lock"] = RestoreNames.Lock(name) };
            if (await session.ReadFirstAsync(SqlScript.Load<RestorePlanner>("Restores/Leftover.sql"), row => row.Boolean("left_over"), parameters, cancellationToken))
            {
                left.Add(name);
            }
        }
        return left;
    }
}

using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Restores;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Works out a restore without changing anything.</summary>
internal sealed class RestorePlanner
{
    private readonly PostgreSqlSession _session;
    private readonly RestoreJob _job;
    private readonly List<DbaError> _problems = [];
    private readonly List<string> _notes = [];

    public RestorePlanner(PostgreSqlSession session, RestoreJob job)
    {
        _session = session;
        _job = job;
    }

    private BackupManifest Manifest => _job.Backup.Manifest;

    public async Task<RestorePlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (!PostgreSqlNames.Fits(_job.Target))
        {
            throw new DbaException(DbaErrors.InvalidParameter("NewName", _job.Target, $"a name has at the most {PostgreSqlNames.MaximumBytes} bytes."));
        }
        var facts = await RestoreFacts.ReadAsync(_session, _job.Target, cancellationToken);
        var archive = await Task.Run(() => ReadArchive(cancellationToken), cancellationToken);
        CheckServer(facts);
        var roles = new RestoreRoles(_session, _job, facts, _problems, _notes);
        var entries = new ArchiveScript(archive, roles.Names, !_job.NoTablespaces, _notes) { LendSchemas = !facts.IsSuperuser }.Build();
        var (tables, sequences, chosen) = Select(archive);
        entries = chosen is null ? entries : [.. entries.Where(e => chosen.Contains(e.Entry.DumpId))];
        var properties = new DatabaseProperties(Manifest);
        properties = await CheckLocaleAsync(properties, facts, cancellationToken);
        CheckNeeds(facts, entries);
        CheckCompression(facts, entries, chosen is null);
        _problems.AddRange(new RestoreRights(_session.Name, facts, roles).Problems(entries, properties.Owner));
        Explain(entries, tables);
        var suffix = _job.Id.ToString("N")[..8];
        var state = new RestoreState(
            archive, entries, tables, sequences, chosen is null ? Manifest.LargeObjects : null, roles.Names, roles.Statements, roles.New, properties,
            chosen is null ? Manifest.Settings : [], facts.TargetExists ? TemporaryName("_replaced_", suffix) : null)
        {
            Lent = roles.Lent,
            Joined = roles.Joined,
        };
        var temporary = TemporaryName("_restoring_", suffix);
        return new RestorePlan
        {
            Target = _job.Target,
            TemporaryName = temporary,
            Replaces = facts.TargetExists,
            Steps = new RestoreSteps(_job, state, temporary, _session.Version.Major).Planned(roles.ShownStatements, facts.Leftovers),
            Problems = _problems,
            Notes = _notes,
            NewRoles = roles.New,
            Leftovers = facts.Leftovers,
            State = state,
        };
    }

    /// <summary>The target's name, cut so that the addition fits, and no character in two.</summary>
    private string TemporaryName(string word, string suffix)
    {
        var end = _job.Target.Length;
        while (!PostgreSqlNames.Fits(_job.Target[..end] + word + suffix))
        {
            end -= end > 1 && char.IsLowSurrogate(_job.Target[end - 1]) ? 2 : 1;
        }
        return _job.Target[..end] + word + suffix;
    }

    private Archive ReadArchive(CancellationToken cancellationToken)
    {
        Archive? whole = null;
        foreach (var file in Manifest.Files.Where(f => f.Role == "schema"))
        {
            using var content = _job.Backup.OpenVerified(file, cancellationToken);
            using var memory = new MemoryStream();
            content.CopyTo(memory);
            var part = ArchiveReader.Read(memory.GetBuffer().AsMemory(0, (int)memory.Length));
            whole = whole is null ? part : whole.Append(part);
        }
        return whole ?? throw new DbaException(PostgreSqlRestoreErrors.ArchiveUnreadable("the manifest lists none."));
    }

    private void CheckServer(RestoreFacts facts)
    {
        var version = Engines.ServerVersion.Parse(Manifest.ServerVersion);
        if (version.Major > _session.Version.Major)
        {
            _problems.Add(PostgreSqlRestoreErrors.ServerTooOld(_session.Name, $"{version.Major}", _session.Version.Major));
        }
        if (!facts.CanCreate)
        {
            _problems.Add(PostgreSqlRestoreErrors.MayNotCreate(_session.Name));
        }
        if (facts.TargetExists && !_job.Force)
        {
            _problems.Add(DbaErrors.RestoreTargetExists(_job.Target, _session.Name));
        }
        if (facts.TargetExists && (_job.Target == _session.Database || facts.TargetIsTemplate))
        {
            _problems.Add(PostgreSqlRestoreErrors.TargetIsSession(_job.Target));
        }
        if (_job.RemoveLeftovers)
        {
            _notes.AddRange(facts.Leftovers.Select(l => $"'{l}', which an interrupted restore left on the server, is dropped first."));
        }
        else
        {
            _notes.AddRange(facts.Leftovers.Select(l => $"'{l}' is what an interrupted restore left on the server; -RemoveLeftovers drops it."));
        }
        _notes.AddRange(facts.Retired.Select(l => $"'{l}' is a database that a restore replaced and did not come to drop; it is complete. Drop it when nobody misses it."));
    }

    private (IReadOnlyList<BackupTable> Tables, IReadOnlyList<BackupSequence> Sequences, IReadOnlySet<int>? Chosen) Select(Archive archive)
    {
        var loadable = Manifest.Tables.Where(t => t.Kind is "table" or "partition" or "extension").ToList();
        if (_job.Tables.Count == 0 && _job.Schemas.Count == 0)
        {
            return (loadable, Manifest.Sequences, null);
        }
        var selection = ArchiveSelection.Choose(archive.Entries, _job.Tables, _job.Schemas);
        if (selection.Chosen.Count == 0)
        {
            throw new DbaException(DbaErrors.RestoreSelectionEmpty(string.Join(", ", _job.Tables.Concat(_job.Schemas))));
        }
        _notes.AddRange(selection.Notes.Order(StringComparer.Ordinal));
        var names = archive.Entries.Where(e => selection.Chosen.Contains(e.DumpId) && e.Description is "TABLE" or "SEQUENCE").Select(e => (e.Schema, e.Tag)).ToHashSet();
        return (
            [.. loadable.Where(t => names.Contains((t.Schema!, t.Name)))],
            [.. Manifest.Sequences.Where(s => names.Contains((s.Schema!, s.Name)))],
            selection.Chosen);
    }

    private void CheckNeeds(RestoreFacts facts, IReadOnlyList<RestoreEntry> entries)
    {
        var made = entries.Where(e => e.Entry.Description == "EXTENSION").Select(e => e.Entry.Tag).ToHashSet(StringComparer.Ordinal);
        var missing = Manifest.Extensions.Where(e => made.Contains(e.Name) && !facts.Extensions.Contains(e.Name)).Select(e => $"{e.Name} {e.Version}").ToList();
        if (missing.Count > 0)
        {
            _problems.Add(PostgreSqlRestoreErrors.ExtensionsMissing(_session.Name, missing));
        }
        var spaces = Manifest.Tablespaces.Select(t => t.Name).Where(t => !facts.Tablespaces.Contains(t)).ToList();
        if (spaces.Count > 0 && !_job.NoTablespaces)
        {
            _problems.Add(PostgreSqlRestoreErrors.TablespacesMissing(_session.Name, spaces));
        }
        if (_job.NoTablespaces && Manifest.Tablespaces.Count > 0)
        {
            _notes.Add($"Everything goes to the default tablespace instead of {string.Join(", ", Manifest.Tablespaces.Select(t => t.Name))}.");
        }
    }

    /// <summary>Values are stored anew, but a column's or the database's own wish for lz4 is an error where the server has none.</summary>
    private void CheckCompression(RestoreFacts facts, IReadOnlyList<RestoreEntry> entries, bool isWhole)
    {
        var users = entries.Where(e => e.Statements.Any(s => s.EndsWith(" SET COMPRESSION lz4", StringComparison.Ordinal))).Select(e => $"{e.Entry.Schema}.{e.Entry.Tag}").ToList();
        if (isWhole && Manifest.Settings.Any(s => s is { Name: "default_toast_compression", Value: "lz4" }))
        {
            users.Add("the setting default_toast_compression");
        }
        if (users.Count > 0 && !facts.HasLz4)
        {
            _problems.Add(PostgreSqlRestoreErrors.CompressionMissing(_session.Name, users));
        }
    }

    /// <summary>Whether the server has the database's locale, and what serves instead when the user says so.</summary>
    private async Task<DatabaseProperties> CheckLocaleAsync(DatabaseProperties properties, RestoreFacts facts, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        if (properties.Provider == "icu" && !facts.HasIcu)
        {
            missing.Add("ICU collations");
        }
        if (properties.Provider == "icu" && _session.Version.Major < 15)
        {
            missing.Add("databases sorted by ICU (they came with version 15)");
        }
        if (properties.Provider == "builtin" && _session.Version.Major < 17)
        {
            missing.Add("the builtin collation provider");
        }
        var probe = new LocaleProbe(_session);
        foreach (var locale in properties.LibcLocales.Where(l => !HasLocale(facts, l)))
        {
            if (!await probe.HasAsync(locale, cancellationToken))
            {
                missing.Add($"the locale {locale}");
            }
        }
        if (missing.Count == 0)
        {
            return properties;
        }
        if (_job.Locale is not { } wanted)
        {
            _problems.AddRange(missing.Select(m => PostgreSqlRestoreErrors.LocaleMissing(_session.Name, m)));
            return properties;
        }
        var instead = properties.IsUtf8 ? wanted : "C";
        if (!HasLocale(facts, instead) && !await probe.HasAsync(instead, cancellationToken))
        {
            _problems.Add(PostgreSqlRestoreErrors.LocaleNotFit(_session.Name, instead));
        }
        _notes.Add($"The server lacks {string.Join(", ", missing)}: the database gets the locale {instead}, and texts sort by that one.");
        return properties.WithLocale(instead);
    }

    /// <summary>The C library takes en_US.UTF-8, en_US.utf8 and the like for one.</summary>
    private static bool HasLocale(RestoreFacts facts, string locale) => locale is "C" or "POSIX"
        || facts.LibcLocales.Select(Plain).Contains(Plain(locale), StringComparer.Ordinal);

    private static string Plain(string locale) => locale.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private void Explain(IReadOnlyList<RestoreEntry> entries, IReadOnlyList<BackupTable> tables)
    {
        _notes.AddRange(entries.Where(e => e.Pass == RestorePass.Refresh).Select(e => $"{e.Entry.Schema}.{e.Entry.Tag} is recomputed from the restored tables: its rows are not the backup's."));
        _notes.AddRange(entries.Where(e => e.Entry.Description == "SUBSCRIPTION").Select(e => $"The subscription {e.Entry.Tag} is made disabled and does not connect; enable it when its publisher should send here instead."));
        _notes.AddRange(tables.Where(t => t.Digest is null && t.Format == "none").Select(t => $"{t.DisplayName} stays empty: the backup has no rows of it."));
        _notes.AddRange(Manifest.Omitted.Where(o => !o.Asked).Select(o => $"Not in the backup: {o.Kind} {o.Name}: {o.Reason}"));
    }
}

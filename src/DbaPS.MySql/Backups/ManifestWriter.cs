using DbaPS.Backups;
using DbaPS.MySql.Definitions;
using DbaPS.Sql;

namespace DbaPS.MySql.Backups;

/// <summary>Writes the schema's file and puts the manifest together.</summary>
internal sealed class ManifestWriter(MySqlSession session, BackupJob job, BackupContents contents, Snapshot snapshot)
{
    public async Task<BackupManifest> WriteAsync(
        IReadOnlyList<Definition> definitions, IReadOnlyList<Definition> unreadable, BackupCrew crew, CancellationToken cancellationToken)
    {
        var omitted = contents.Omitted.Concat(unreadable.Select(d => new BackupOmission(d.Kind, d.Name, "this login may not see its definition", Asked: false))).ToList();
        var grants = await AccountCatalogue.GrantsAsync(session, cancellationToken);
        if (grants is null)
        {
            omitted.Add(new BackupOmission("grants", session.RequiredDatabase, "this login may not read other accounts' grants (mysql.db, mysql.tables_priv, mysql.procs_priv)", Asked: true));
        }
        omitted.AddRange(definitions.Where(d => d.IsBroken).Select(d => new BackupOmission("view", d.Name, "it can't be read at the source, since what it reads is gone; only its statement is kept", Asked: true)));
        IReadOnlyList<Definition> all = [.. definitions, .. grants ?? []];
        SchemaFile.Write(job.Writer, job.Codec, all);
        var database = await DatabaseProperties.ReadAsync(session, cancellationToken);
        return new BackupManifest
        {
            BackupId = job.BackupId,
            Method = BackupMethods.Logical,
            Engine = job.Origin.Engine.Name,
            ServerVersion = session.Version.Text,
            Server = session.Name,
            Database = session.Database,
            Start = job.Start,
            SnapshotAt = snapshot.At,
            FromPosition = snapshot.From.Text,
            ToPosition = snapshot.To.Text,
            SystemIdentifier = await IdentifierAsync(cancellationToken),
            DigestKeyId = job.Hasher.KeyId,
            Properties = new Dictionary<string, string?>
            {
                ["character_set"] = database.CharacterSet,
                ["collation"] = database.Collation,
                ["sql_mode"] = session.UserSqlMode,
                ["binlog_file"] = snapshot.To.File,
                ["binlog_position"] = snapshot.To.Offset?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["gtid"] = snapshot.To.Gtid,
            },
            Tables = [.. contents.Tables.Select(t => crew.TryGet(t.Name) ?? t.ToManifest())],
            Objects = [.. MySqlSchemaInventory.List(session.RequiredDatabase, database, all)],
            Sequences = Positions(definitions),
            Roles = await AccountCatalogue.RolesAsync(session, all, job.Request.IncludePasswordHashes, cancellationToken),
            Omitted = omitted,
        };
    }

    /// <summary>Where sequences stand, and what AUTO_INCREMENT columns get next.</summary>
    public static IReadOnlyList<BackupSequence> Positions(IEnumerable<Definition> definitions) =>
    [
        .. definitions.Select(d => (d.Name, Value: d.Kind == "sequence" ? d.Next : d.Kind == "table" ? DefinitionText.CounterOf(d.Sql) : null))
            .Where(p => p.Value is not null).Select(p => new BackupSequence(null, p.Name, p.Value!.Value, IsCalled: false)),
    ];

    /// <summary>MariaDB's servers have no identity of their own.</summary>
    private async Task<string?> IdentifierAsync(CancellationToken cancellationToken) => session.Kind == MySqlDialect.MariaDb
        ? null
        : await session.ReadFirstAsync(SqlScript.Load<ManifestWriter>("Backups/Identifier.sql"), row => row.Text("identifier"), cancellationToken: cancellationToken);
}

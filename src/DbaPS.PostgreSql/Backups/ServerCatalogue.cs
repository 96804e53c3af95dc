using DbaPS.Backups;

namespace DbaPS.PostgreSql.Backups;

/// <summary>What a database needs from its server: roles, tablespaces, extensions, settings and its own properties.</summary>
internal static class ServerCatalogue
{
    public static async Task<IReadOnlyDictionary<string, string?>> PropertiesAsync(SnapshotConnection connection, CancellationToken cancellationToken) =>
        (await connection.ListAsync("BackupDatabase", row => (Name: row.Text("name"), Value: row.TextOrNull("value")), cancellationToken)).ToDictionary(p => p.Name, p => p.Value);

    public static async Task<IReadOnlyList<BackupRole>> RolesAsync(SnapshotConnection connection, bool includeHashes, CancellationToken cancellationToken)
    {
        var memberships = (await connection.ListAsync("BackupMemberships", row =>
            (Member: row.Text("member"), Of: new BackupMembership(row.Text("role"), row.Texts("options"), row.TextOrNull("grantor"))), cancellationToken)).ToLookup(m => m.Member, m => m.Of);
        var hashes = includeHashes
            ? (await connection.ListAsync("BackupPasswords", row => (Name: row.Text("name"), Hash: row.Text("hash")), cancellationToken)).ToDictionary(h => h.Name, h => h.Hash)
            : [];
        return await connection.ListAsync("BackupRoles", row => new BackupRole
        {
            Name = row.Text("name"),
            Attributes = row.Texts("attributes"),
            ConnectionLimit = (int?)row.Int64OrNull("connection_limit"),
            ValidUntil = row.TextOrNull("valid_until"),
            Comment = row.TextOrNull("comment"),
            MemberOf = [.. memberships[row.Text("name")]],
            PasswordHash = hashes.GetValueOrDefault(row.Text("name")),
        }, cancellationToken);
    }

    public static async Task<IReadOnlyList<BackupTablespace>> TablespacesAsync(SnapshotConnection connection, CancellationToken cancellationToken) =>
        await connection.ListAsync("BackupTablespaces", row => new BackupTablespace(
            row.Text("name"), row.TextOrNull("owner"), row.TextOrNull("location"), row.Texts("options"), row.TextOrNull("privileges"), row.TextOrNull("comment")), cancellationToken);

    public static async Task<IReadOnlyList<BackupExtension>> ExtensionsAsync(SnapshotConnection connection, CancellationToken cancellationToken) =>
        await connection.ListAsync("BackupExtensions", row => new BackupExtension(row.Text("name"), row.Text("version"), row.TextOrNull("schema")), cancellationToken);

    /// <summary>Settings of the database, of the roles it needs, and of those roles in it.</summary>
    public static async Task<IReadOnlyList<BackupSetting>> SettingsAsync(SnapshotConnection connection, IReadOnlyList<BackupRole> roles, CancellationToken cancellationToken)
    {
        var needed = roles.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        var all = await connection.ListAsync("BackupSettings", row => new BackupSetting(row.TextOrNull("role"), row.Boolean("in_database"), row.Text("name"), row.Text("value")), cancellationToken);
        // ALTER ROLE ALL SET belongs to the whole server, not to this database.
        return [.. all.Where(s => s.Role is null ? s.InDatabase : needed.Contains(s.Role))];
    }

    public static async Task<IReadOnlyList<BackupOmission>> GapsAsync(SnapshotConnection connection, CancellationToken cancellationToken) =>
        await connection.ListAsync("BackupGaps", row => new BackupOmission(row.Text("kind"), row.Text("name"), row.Text("reason"), Asked: false), cancellationToken);

    /// <summary>The positions of sequences, read right after the snapshot: never behind the rows of it.</summary>
    public static async Task<IReadOnlyList<BackupSequence>> SequencesAsync(PostgreSqlSession session, SnapshotConnection connection, CancellationToken cancellationToken)
    {
        var named = await connection.ListAsync("BackupSequences", row => (Schema: row.Text("schema"), Name: row.Text("name"), Readable: row.Boolean("readable")), cancellationToken);
        var all = new List<BackupSequence>();
        foreach (var batch in named.Where(n => n.Readable).Chunk(200))
        {
            var text = string.Join(" UNION ALL ", batch.Select((n, i) =>
                System.FormattableString.Invariant($"SELECT {i}, last_value, is_called FROM {PostgreSqlNames.Quote(n.Schema, n.Name)}")));
            await using var command = PostgreSqlDriver.Command(connection.Connection, text, []);
            await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
            while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
            {
                var (schema, name, _) = batch[reader.GetInt32(0)];
                all.Add(new BackupSequence(schema, name, reader.GetInt64(1), reader.GetBoolean(2)));
            }
        }
        return [.. all.OrderBy(s => s.Schema, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }
}

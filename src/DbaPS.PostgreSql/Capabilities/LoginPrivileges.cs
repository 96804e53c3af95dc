using DbaPS.Sql;

namespace DbaPS.PostgreSql.Capabilities;

/// <summary>What the session's login may do, and how much it may not see.</summary>
internal sealed record LoginPrivileges
{
    public required bool CreatesDatabases { get; init; }

    public required bool CreatesRoles { get; init; }

    /// <summary>Databases whose size is not shown.</summary>
    public required long HiddenSizes { get; init; }

    public required long ClosedSchemas { get; init; }

    public required long UnreadableTables { get; init; }

    public required long UnreadableSequences { get; init; }

    /// <summary>Tables whose rows row security hides from this login, or some of them.</summary>
    public required long FilteredTables { get; init; }

    public required long UnreadableLargeObjects { get; init; }

    public required bool HasAmcheck { get; init; }

    public static async Task<LoginPrivileges> ReadAsync(PostgreSqlSession session, CancellationToken cancellationToken) =>
        (await session.ReadFirstAsync(
            SqlScript.Load<LoginPrivileges>("Capabilities/Privileges.sql"),
            row => new LoginPrivileges
            {
                CreatesDatabases = row.Boolean("creates_databases"),
                CreatesRoles = row.Boolean("creates_roles"),
                HiddenSizes = row.Int64("hidden_sizes"),
                ClosedSchemas = row.Int64("closed_schemas"),
                UnreadableTables = row.Int64("unreadable_tables"),
                UnreadableSequences = row.Int64("unreadable_sequences"),
                FilteredTables = row.Int64("filtered_tables"),
                UnreadableLargeObjects = row.Int64("unreadable_large_objects"),
                HasAmcheck = row.Boolean("amcheck_available"),
            },
            cancellationToken: cancellationToken))!;
}

using DbaPS.Sql;

namespace DbaPS.SqlServer.Capabilities;

/// <summary>What the session's login may do.</summary>
internal sealed record LoginPrivileges(
    bool ViewsServerState, bool ViewsServerPerformance, bool ViewsDatabaseState, bool ViewsDefinition, bool ViewsAnyDefinition, bool BacksUp, bool CreatesDatabases, bool IsOwner, bool ReadsAll)
{
    public static async Task<LoginPrivileges> ReadAsync(SqlServerSession session, CancellationToken cancellationToken) =>
        (await session.ReadFirstAsync(
            SqlScript.Load<LoginPrivileges>("Capabilities/Privileges.sql"),
            row => new LoginPrivileges(
                row.Boolean("views_server_state"), row.Boolean("views_server_performance"), row.Boolean("views_database_state"), row.Boolean("views_definition"), row.Boolean("views_any_definition"),
                row.Boolean("backs_up"), row.Boolean("creates_databases"), row.Boolean("is_owner"), row.Boolean("reads_all")),
            cancellationToken: cancellationToken))!;
}

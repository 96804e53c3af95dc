using System.Data.Common;

namespace DbaPS.MySql.Grants;

/// <summary>What the session's login may do, as SHOW GRANTS tells it, with the roles it has enabled.</summary>
internal sealed class LoginGrants(IReadOnlyList<Grant> grants)
{
    public static async Task<LoginGrants> ReadAsync(MySqlSession session, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        var roles = session.Kind == MySqlDialect.MySql ? (await ListAsync(session, connection, "SELECT CURRENT_ROLE()", cancellationToken))[0] : "NONE";
        var lines = await ListAsync(session, connection, roles is "NONE" or "" ? "SHOW GRANTS" : $"SHOW GRANTS FOR CURRENT_USER() USING {roles}", cancellationToken);
        return new LoginGrants([.. lines.Select(Grant.Parse).OfType<Grant>()]);
    }

    /// <summary>True where it has a privilege on everything.</summary>
    public bool Has(string privilege) => grants.Any(g => g.IsGlobal && g.Has(privilege));

    /// <summary>True where it has one on a whole database.</summary>
    public bool Has(string privilege, string database) => grants.Any(g => g.Object == "*" && g.HoldsIn(database) && g.Has(privilege));

    /// <summary>True where it has one on a table.</summary>
    public bool Has(string privilege, string database, string table) => Has(privilege, database) || grants.Any(g => g.Object == table && g.IsOf(database) && g.Has(privilege));

    /// <summary>All of a database as GRANT takes it: as an earlier grant spells it, since of two spellings the server goes by one only.</summary>
    public string Everything(string database) =>
        grants.FirstOrDefault(g => g.Object == "*" && g.IsOf(database)) is { } known ? $"{MySqlNames.Quote(known.Database!)}.*" : MySqlNames.Everything(database);

    private static async Task<IReadOnlyList<string>> ListAsync(MySqlSession session, DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await using var command = MySqlSession.Command(connection, sql);
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            found.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        }
        return found;
    }
}

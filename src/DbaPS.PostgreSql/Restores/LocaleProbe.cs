using System.Data.Common;

namespace DbaPS.PostgreSql.Restores;

/// <summary>
/// Asks a server for a locale of its C library that its list of collations does not name, since that list is made only when the server is
/// set up. What it makes for that is its session's own and never committed.
/// </summary>
internal sealed class LocaleProbe
{
    private readonly PostgreSqlSession _session;

    public LocaleProbe(PostgreSqlSession session) => _session = session;

    public async Task<bool> HasAsync(string locale, CancellationToken cancellationToken)
    {
        await using var connection = await _session.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A quoted literal: the statement takes no parameters.
        command.CommandText = $"CREATE COLLATION pg_temp.dbaps_probe (PROVIDER = libc, LOCALE = {PostgreSqlNames.Literal(locale)})";
#pragma warning restore CA2100
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (DbException refused) when (refused.SqlState is not null)
        {
            // It is not there, is of another encoding, or this login may make nothing temporary: then the list is all there is.
            return false;
        }
    }
}

using System.Data.Common;
using System.Globalization;

namespace DbaPS.MySql;

/// <summary>What the server warned about while the connection's last statement ran.</summary>
/// <param name="Level">Note, Warning or Error.</param>
internal sealed record ServerWarning(string Level, string? Code, string Message)
{
    /// <summary>The first; null when there is none.</summary>
    public static async Task<ServerWarning?> FirstAsync(MySqlSession session, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = MySqlSession.Command(connection, "SHOW WARNINGS LIMIT 1");
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        return await session.TryAsync(() => reader.ReadAsync(cancellationToken))
            ? new ServerWarning(reader.GetString(0), Convert.ToString(reader.GetValue(1), CultureInfo.InvariantCulture), reader.GetString(2))
            : null;
    }
}

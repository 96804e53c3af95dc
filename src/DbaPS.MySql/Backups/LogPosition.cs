using System.Data.Common;
using System.Globalization;
using DbaPS.Errors;

namespace DbaPS.MySql.Backups;

/// <summary>Where the binary log stands, as far as this login may know.</summary>
/// <param name="File">Null without a binary log, or without the right to ask for it.</param>
/// <param name="Gtid">The transactions that are in; null where none are numbered.</param>
internal sealed record LogPosition(string? File, long? Offset, string? Gtid)
{
    /// <summary><c>binlog.000001:1234</c>; the transactions where no file is known.</summary>
    public string? Text => File is null ? Gtid : string.Create(CultureInfo.InvariantCulture, $"{File}:{Offset}");

    /// <summary>As it is now on MySQL, or on MariaDB in the snapshot that connection holds.</summary>
    public static async Task<LogPosition> ReadAsync(MySqlSession session, DbConnection connection, CancellationToken cancellationToken)
    {
        if (session.Kind == MySqlDialect.MariaDb)
        {
            var status = await RowsAsync(session, connection, "SHOW STATUS LIKE 'binlog\\_snapshot\\_%'", cancellationToken);
            var values = status.ToDictionary(r => r[0], r => r[1], StringComparer.OrdinalIgnoreCase);
            var (file, offset) = (values.GetValueOrDefault("Binlog_snapshot_file"), values.GetValueOrDefault("Binlog_snapshot_position"));
            if (string.IsNullOrEmpty(file))
            {
                return new LogPosition(null, null, null);
            }
            var gtid = await RowsAsync(session, connection, $"SELECT BINLOG_GTID_POS({MySqlNames.Literal(file)}, {offset})", cancellationToken);
            return new LogPosition(file, long.Parse(offset!, CultureInfo.InvariantCulture), Known(gtid[0][0]));
        }
        var executed = Known((await RowsAsync(session, connection, "SELECT @@GLOBAL.gtid_executed", cancellationToken))[0][0]);
        try
        {
            var rows = await RowsAsync(session, connection, session.Version.IsAtLeast(8, 2) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS", cancellationToken);
            return rows.Count == 0 ? new LogPosition(null, null, executed) : new LogPosition(rows[0][0], long.Parse(rows[0][1], CultureInfo.InvariantCulture), executed);
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            return new LogPosition(null, null, executed);
        }
    }

    private static string? Known(string gtid) => gtid.Length == 0 ? null : gtid.Replace("\n", "", StringComparison.Ordinal);

    private static async Task<List<string[]>> RowsAsync(MySqlSession session, DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        await using var command = MySqlSession.Command(connection, sql);
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        }
        return rows;
    }
}

using System.Data.Common;
using System.Globalization;
using DbaPS.Errors;
using DbaPS.MySql.Definitions;

namespace DbaPS.MySql.Restores;

/// <summary>Looks for rows whose foreign key leads nowhere: loading with checks off lets them in, and the server never looks again.</summary>
internal static class ForeignKeyCheck
{
    /// <summary>What is wrong, a sentence each, and how many keys were looked at.</summary>
    public static async Task<(IReadOnlyList<string> Problems, int Checked)> RunAsync(MySqlSession session, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        await using var connection = await session.OpenAsync(cancellationToken);
        var keys = await ForeignKey.ReadAsync(session, connection, null, cancellationToken);
        foreach (var key in keys)
        {
            var join = string.Join(" AND ", key.Columns.Select(c => $"p.{MySqlNames.Quote(c.ParentColumn)} = c.{MySqlNames.Quote(c.Column)}"));
            // With one of its columns NULL a key leads nowhere on purpose.
            var filled = string.Join(" AND ", key.Columns.Select(c => $"c.{MySqlNames.Quote(c.Column)} IS NOT NULL"));
            var sql = $"SELECT COUNT(*) FROM {MySqlNames.Quote(key.Table)} AS c LEFT JOIN {key.QuotedParent(session.RequiredDatabase)} AS p ON {join} WHERE {filled} AND p.{MySqlNames.Quote(key.Columns[0].ParentColumn)} IS NULL";
            if (await CountAsync(session, connection, sql, cancellationToken) is var orphans && orphans != 0)
            {
                problems.Add(orphans is null
                    ? $"The foreign key {key.Name} of {key.Table} leads to {key.ParentSchema}.{key.Parent}, which is not there."
                    : string.Create(CultureInfo.InvariantCulture, $"The foreign key {key.Name} of {key.Table} leads nowhere in {orphans} row{(orphans == 1 ? "" : "s")}: {key.Parent} has no such row."));
            }
        }
        return (problems, keys.Count);
    }

    private static async Task<long?> CountAsync(MySqlSession session, DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = MySqlSession.Command(connection, sql);
        try
        {
            return Convert.ToInt64(await session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken)), CultureInfo.InvariantCulture);
        }
        catch (DbaException absent) when (absent.Error.Category == DbaErrorCategory.ObjectNotFound)
        {
            return null;
        }
    }
}

using System.Data.Common;
using System.Globalization;
using DbaPS.Errors;
using DbaPS.Restores;
using DbaPS.Sql;

namespace DbaPS.MySql.Restores;

/// <summary>Runs a query that must be true, in a read-only transaction.</summary>
internal sealed class MySqlAssertion(MySqlSession session) : ISqlAssertion
{
    public async Task<bool> HoldsAsync(string sql, CancellationToken cancellationToken)
    {
        // A second statement could end the transaction that keeps the first from changing anything.
        if (StatementSplitter.Split(sql, SqlDialect.MySql) is not [var text])
        {
            throw new DbaException(DbaErrors.InvalidParameter("Assert", sql, "an assertion is one query."));
        }
        await using var connection = await session.OpenAsync(cancellationToken);
        await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, "START TRANSACTION READ ONLY", cancellationToken));
        try
        {
            await using var command = MySqlSession.Command(connection, text.Text);
            await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
            var (rows, holds) = (0L, true);
            while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
            {
                rows++;
                holds &= IsTrue(reader.GetValue(0));
            }
            return holds && rows > 0;
        }
        finally
        {
            await RollBackAsync(connection);
        }
    }

    private static async Task RollBackAsync(DbConnection connection)
    {
        try
        {
            await MySqlSession.ExecuteAsync(connection, "ROLLBACK", CancellationToken.None);
        }
        catch (Exception gone) when (gone is DbException or InvalidOperationException)
        {
            // With the connection its transaction is over.
        }
    }

    private static bool IsTrue(object value) => value switch
    {
        bool flag => flag,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number != 0,
        IConvertible number and not DBNull => Convert.ToDouble(number, CultureInfo.InvariantCulture) != 0,
        _ => false,
    };
}

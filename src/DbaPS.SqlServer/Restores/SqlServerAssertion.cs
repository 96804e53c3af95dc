using System.Globalization;
using DbaPS.Errors;
using DbaPS.Restores;
using DbaPS.SqlServer.SqlInvocation;

namespace DbaPS.SqlServer.Restores;

/// <summary>Runs a query that must be true, in a transaction that is rolled back.</summary>
internal sealed class SqlServerAssertion(SqlServerSession session) : ISqlAssertion
{
    public async Task<bool> HoldsAsync(string sql, CancellationToken cancellationToken)
    {
        if (ReadOnlyText.Refusal(sql) is { } why)
        {
            throw new DbaException(DbaErrors.InvalidParameter("Assert", sql, $"it is not a query: {why}."));
        }
        await using var connection = await session.OpenAsync(cancellationToken);
        await using var transaction = await session.TryAsync(() => connection.BeginTransactionAsync(cancellationToken).AsTask(), cancellationToken);
        await using var command = session.Command(connection, sql, null, transaction);
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken, statement: sql);
        var holds = false;
        while (await session.TryAsync(() => reader.ReadAsync(cancellationToken), cancellationToken, statement: sql))
        {
            // There are no booleans: a bit or a number other than 0 is true.
            holds = !reader.IsDBNull(0) && reader.GetValue(0) switch
            {
                bool flag => flag,
                string text => text is "1" or "true",
                IConvertible number => number.ToDouble(CultureInfo.InvariantCulture) != 0,
                _ => false,
            };
            if (!holds)
            {
                return false;
            }
        }
        return holds;
    }
}

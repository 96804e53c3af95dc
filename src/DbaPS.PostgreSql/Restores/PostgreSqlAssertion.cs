using System.Data.Common;
using System.Globalization;
using DbaPS.Errors;
using DbaPS.Restores;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Runs a query that must be true, in a read-only transaction.</summary>
internal sealed class PostgreSqlAssertion : ISqlAssertion
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlAssertion(PostgreSqlSession session) => _session = session;

    public async Task<bool> HoldsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await _session.OpenAsync(cancellationToken);
        try
        {
            await using var batch = connection.CreateBatch();
            foreach (var text in (string[])["BEGIN READ ONLY", sql, "ROLLBACK"])
            {
                // A batch command is one statement, so a text of several is refused by the server.
                var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // The user's own query.
                command.CommandText = text;
#pragma warning restore CA2100
                batch.BatchCommands.Add(command);
            }
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            while (reader.FieldCount == 0 && await reader.NextResultAsync(cancellationToken))
            {
            }
            var (rows, holds) = (0L, true);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows++;
                holds &= IsTrue(reader.GetValue(0));
            }
            return holds && rows > 0;
        }
        catch (DbException failure)
        {
            throw new DbaException(_session.Explain(failure));
        }
    }

    private static bool IsTrue(object value) => value switch
    {
        bool flag => flag,
        short or int or long or decimal or float or double => Convert.ToDouble(value, CultureInfo.InvariantCulture) != 0,
        string text => text is "t" or "true" or "yes" or "on" or "1",
        _ => false,
    };
}

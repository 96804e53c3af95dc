using System.Runtime.CompilerServices;
using DbaPS.Connections;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Connections;

/// <summary>What the server says of this session. It tells neither the version of TLS nor the cipher, and whether there is TLS only to some.</summary>
internal sealed class SqlServerLoginProbe(SqlServerSession session) : ILoginProbe
{
    public async Task<LoginFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var method = await session.ReadFirstAsync(SqlScript.Load<SqlServerLoginProbe>("Connections/Login.sql"), row => row.TextOrNull("method"), cancellationToken: cancellationToken);
        return new LoginFacts(method, await IsEncryptedAsync(cancellationToken) ? "TLS" : null, Cipher: null);
    }

    public async IAsyncEnumerable<DateTimeOffset> ClockAsync(int rounds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var script = SqlScript.Load<SqlServerLoginProbe>("Connections/Clock.sql");
        await using var connection = await session.OpenAsync(cancellationToken);
        for (var i = 0; i < rounds; i++)
        {
            await foreach (var moment in session.ReadAsync(connection, script, row => row.Moment("now")!.Value, cancellationToken))
            {
                yield return moment;
            }
        }
    }

    /// <summary>A session that demands TLS has it; where it is only taken, the server may have demanded it.</summary>
    private async Task<bool> IsEncryptedAsync(CancellationToken cancellationToken) => session.DemandsTls
        || await session.TryReadAllAsync(SqlScript.Load<SqlServerLoginProbe>("Servers/Connection.sql"), row => row.Text("encrypted"), "how this session is encrypted", cancellationToken: cancellationToken) is ["TRUE"];
}

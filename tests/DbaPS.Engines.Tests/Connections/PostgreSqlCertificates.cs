using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

[Covers("Test-DbaServer", On = [typeof(PostgreSql15)])]
public sealed class PostgreSqlCertificates() : CertificateSpec("pg")
{
    protected override string Authentication => "scram-sha-256-plus, scram-sha-256";

    protected override async Task<INetworkServer> StartAsync(Func<TestAuthority, IssuedCertificate>? certificate, CancellationToken cancellationToken) =>
        await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15, Tls = certificate is not null, ServerCertificate = certificate }, cancellationToken);
}

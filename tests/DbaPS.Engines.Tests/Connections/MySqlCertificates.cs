using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>The same on MySQL and MariaDB.</summary>
public abstract class MySqlCertificates(MySqlProduct product) : CertificateSpec(product.Engine)
{
    protected override async Task<INetworkServer> StartAsync(Func<TestAuthority, IssuedCertificate>? certificate, CancellationToken cancellationToken) =>
        await MySqlServer.StartAsync(new MySqlOptions { Product = product, Tls = certificate is not null, ServerCertificate = certificate }, cancellationToken);
}

using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

[Covers("Test-DbaServer", On = [typeof(MariaDb1011)])]
public sealed class MariaDb1011Certificates() : MySqlCertificates(MySqlProduct.MariaDb1011)
{
    protected override string Authentication => "mysql_native_password";
}

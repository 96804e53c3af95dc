using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

[Covers("Test-DbaServer", On = [typeof(MySql9)])]
public sealed class MySql9Certificates() : MySqlCertificates(MySqlProduct.MySql9)
{
    protected override string Authentication => "caching_sha2_password";
}

using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.SqlServer.Connections;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>Addresses, logins and TLS, as the driver is told them.</summary>
[Covers("Connect-DbaServer", On = [typeof(SqlServerServer)])]
public sealed class SqlServerConnectionTests
{
    private static readonly Version Current = new(7, 1, 0);

    [Theory]
    [InlineData("mssql://db1/shop", "tcp:db1,1433", "mssql://db1:1433/shop")]
    [InlineData("sqlserver://db1:14330", "tcp:db1,14330", "mssql://db1:14330")]
    [InlineData(@"mssql://db1\reports/shop", @"db1\reports", @"mssql://db1\reports/shop")]
    [InlineData("mssql://db1/shop?instance=reports", @"db1\reports", @"mssql://db1\reports/shop")]
    [InlineData(@"mssql://db1\reports:1500", "tcp:db1,1500", "mssql://db1:1500")]
    [InlineData(@"mssql://db1\MSSQLSERVER", "tcp:db1,1433", "mssql://db1:1433")]
    [InlineData("mssql://db1,1500/shop", "tcp:db1,1500", "mssql://db1:1500/shop")]
    [InlineData("mssql://(local)", "tcp:localhost,1433", "mssql://localhost:1433")]
    public void Finds_the_place(string address, string dataSource, string shown)
    {
        var settings = Resolve(address);
        Assert.Equal(dataSource, settings.Login.DataSource);
        Assert.Equal(shown, settings.Address.ToString());
    }

    [Theory]
    [InlineData(@"np:\\.\pipe\sql\query")]
    [InlineData(@"\\db1\pipe\sql\query")]
    [InlineData(@"(localdb)\v11")]
    public void What_only_windows_has_is_declined_elsewhere(string host)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var error = Refusal(new ServerAddress { Scheme = "mssql", Host = host });
        Assert.Equal("Declined", error.Id);
        Assert.Contains("TCP/IP", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_in_by_password_by_windows_or_by_token()
    {
        Assert.Equal(("app", "secret", false), (Resolve("mssql://app:secret@db1").Login is var sql ? sql.User : null, sql.Password?.Reveal(), sql.IsIntegrated));
        Assert.True(Resolve("mssql://db1").Login.IsIntegrated);
        var token = Resolve("mssql://:eyJ0@db1?authentication=token").Login;
        Assert.Equal(("eyJ0", null, false), (token.Token?.Reveal(), token.Password, token.IsIntegrated));
        Assert.Equal("TokenMissing", Refusal(ServerAddress.Parse("mssql://db1?authentication=token")).Id);
        var entra = Refusal(ServerAddress.Parse("mssql://db1?authentication=ActiveDirectoryInteractive"));
        Assert.Equal("Declined", entra.Id);
        Assert.Contains("az account get-access-token", entra.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Resolve("mssql://app:secret@db1").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mssql://db1", TlsMode.Default, "Mandatory", false, false)]
    [InlineData("mssql://localhost", TlsMode.Default, "Mandatory", true, true)]
    [InlineData("mssql://localhost?encrypt=mandatory", TlsMode.Default, "Mandatory", false, false)]
    [InlineData("mssql://db1", TlsMode.Require, "Mandatory", true, false)]
    [InlineData("mssql://db1", TlsMode.VerifyFull, "Mandatory", false, false)]
    [InlineData("mssql://db1?encrypt=strict", TlsMode.Default, "Strict", false, false)]
    [InlineData("mssql://db1", TlsMode.Disable, "Optional", true, false)]
    public void Encrypts_and_checks_unless_told_otherwise(string address, TlsMode mode, string encryption, bool trusts, bool relaxed)
    {
        var settings = ConnectionSettings.Resolve(ServerAddress.Parse(address), new ConnectOptions { TlsMode = mode }, Current);
        Assert.Equal((encryption, trusts, relaxed), (settings.Login.Encryption.ToString(), settings.Login.TrustsAnyCertificate, settings.IsRelaxed));
    }

    [Fact]
    public void Pins_a_certificate_where_the_driver_can_and_declines_it_below()
    {
        var pinned = Resolve("mssql://db1?servercertificate=/etc/db1.pem&hostnameincertificate=db1.example.com").Login;
        Assert.Equal(("/etc/db1.pem", "db1.example.com", false), (pinned.ServerCertificate, pinned.HostNameInCertificate, pinned.TrustsAnyCertificate));
        var error = Assert.Throws<DbaException>(() => ConnectionSettings.Resolve(ServerAddress.Parse("mssql://db1?servercertificate=/etc/db1.pem"), new ConnectOptions(), new Version(2, 1, 4))).Error;
        Assert.Equal("Declined", error.Id);
        Assert.Contains("5.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fingerprint_asks_for_tls_and_for_a_driver_that_compares_always()
    {
        var options = new ConnectOptions { CertificateFingerprint = new string('A', 64) };
        var login = ConnectionSettings.Resolve(ServerAddress.Parse("mssql://localhost"), options, Current);
        Assert.Equal((SqlServerEncryption.Mandatory, false, false), (login.Login.Encryption, login.Login.TrustsAnyCertificate, login.IsRelaxed));
        Assert.Equal(SqlServerEncryption.Strict, ConnectionSettings.Resolve(ServerAddress.Parse("mssql://db1?encrypt=strict"), options, Current).Login.Encryption);
        var old = Assert.Throws<DbaException>(() => ConnectionSettings.Resolve(ServerAddress.Parse("mssql://db1"), options, new Version(7, 0, 2))).Error;
        Assert.Equal("Declined", old.Id);
        Assert.Contains("7.1 compares always", old.Message, StringComparison.Ordinal);
        Assert.Equal("MalformedAddress", Refusal(ServerAddress.Parse("mssql://db1"), options with { TlsMode = TlsMode.Disable }).Id);
        Assert.Equal("MalformedAddress", Refusal(ServerAddress.Parse("mssql://db1?encrypt=optional"), options).Id);
        Assert.Equal("MalformedAddress", Refusal(ServerAddress.Parse("mssql://db1?servercertificate=/etc/db1.pem"), options).Id);
    }

    [Fact]
    public void Declines_what_sql_server_has_not_and_refuses_misspelt_options()
    {
        Assert.Equal("Declined", Refusal(ServerAddress.Parse("mssql://db1"), new ConnectOptions { ClientCertificate = "c.pem" }).Id);
        Assert.Equal("Declined", Refusal(ServerAddress.Parse("mssql://db1"), new ConnectOptions { RootCertificate = "ca.pem" }).Id);
        Assert.Equal("Declined", Refusal(ServerAddress.Parse("mssql://db1"), new ConnectOptions { TlsMode = TlsMode.VerifyCA }).Id);
        Assert.Equal("Declined", Refusal(ServerAddress.Parse("mssql://db1,db2/shop")).Id);
        Assert.Equal("MalformedAddress", Refusal(ServerAddress.Parse("mssql://db1?encrpt=strict")).Id);
        Assert.Equal("MalformedAddress", Refusal(ServerAddress.Parse("mssql://db1?encrypt=yes")).Id);
        Assert.Equal("MalformedAddress", Refusal(ServerAddress.Parse("mssql://db1?encrypt=strict"), new ConnectOptions { TlsMode = TlsMode.Disable }).Id);
    }

    [Fact]
    public void Reads_connection_strings_without_the_driver()
    {
        var address = ConnectionStrings.Parse(@"Server=tcp:db1\reports,1500;Initial Catalog=shop;User ID=app;Password='a;b';Encrypt=Strict;Application Name=x;ApplicationIntent=ReadOnly");
        var login = ConnectionSettings.Resolve(address, new ConnectOptions(), Current).Login;
        Assert.Equal(("tcp:db1,1500", "shop", "app", "a;b", "x"), (login.DataSource, login.Database, login.User, login.Password?.Reveal(), login.ApplicationName));
        Assert.Equal((SqlServerEncryption.Strict, true), (login.Encryption, login.ReadOnlyIntent));
        foreach (var text in (string[])["Server=db1;TrustServerCertificate=true", "Database=x", "Server=db1;Pasword=hidden"])
        {
            var error = Assert.Throws<DbaException>(() => ConnectionStrings.Parse(text)).Error;
            Assert.Equal("MalformedAddress", error.Id);
            Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
        }
    }

    private static ConnectionSettings Resolve(string address) => ConnectionSettings.Resolve(ServerAddress.Parse(address), new ConnectOptions(), Current);

    private static DbaError Refusal(ServerAddress address, ConnectOptions? options = null) => Assert.Throws<DbaException>(() => ConnectionSettings.Resolve(address, options ?? new ConnectOptions(), Current)).Error;
}

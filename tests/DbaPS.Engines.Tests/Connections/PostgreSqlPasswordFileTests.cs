using DbaPS.Connections;
using DbaPS.PostgreSql.Connections;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>What libpq's manual says of the password file's lines.</summary>
public sealed class PostgreSqlPasswordFileTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"dbaps-pgpass-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("db1:5432:shop:ann:secret", "pg://ann@db1/shop", "secret")]
    [InlineData("db1:5432:shop:ann:with:colons:in it ", "pg://ann@db1/shop", "with:colons:in it ")]
    [InlineData(@"db1:5432:shop:ann:a\:b\\c", "pg://ann@db1/shop", @"a:b\c")]
    [InlineData(@"db1:5432:a\:b:an\\n:secret", @"pg://an%5Cn@db1/a%3Ab", "secret")]
    [InlineData("*:*:*:*:any", "pg://ann@db1:6000/shop", "any")]
    [InlineData("*:*:*:bob:bobs\n*:*:*:ann:anns", "pg://ann@db1/shop", "anns")]
    [InlineData("# *:*:*:*:comment\n\n*:*:*:*:first\n*:*:*:ann:second", "pg://ann@db1/shop", "first")]
    [InlineData("db*:5432:shop:ann:no", "pg://ann@db1/shop", null)]
    [InlineData("db1:5432:shop:annabel:no", "pg://ann@db1/shop", null)]
    [InlineData("db1:5432:shop:ann", "pg://ann@db1/shop", null)]
    [InlineData("db1:5433:shop:ann:no", "pg://ann@db1/shop", null)]
    [InlineData("localhost:5432:shop:ann:socket", "pg://ann@%2Ftmp/shop", "socket")]
    [InlineData("/tmp:5432:shop:ann:socket", "pg://ann@%2Ftmp/shop", "socket")]
    [InlineData("localhost:5432:shop:ann:no", "pg://ann@%2Felsewhere/shop", null)]
    [InlineData("db1:5432:shop:ann:passw\u00f6rd \U0001F511", "pg://ann@db1/shop", "passw\u00f6rd \U0001F511")]
    public void The_first_line_that_fits_gives_the_password(string lines, string address, string? expected)
    {
        Write(lines);
        Assert.Equal(expected, Settings(address).FindPassword()?.Reveal());
    }

    [Fact]
    public void Another_database_of_the_session_has_its_own_line()
    {
        Write("*:*:shop:ann:one\n*:*:stock:ann:two\n");
        var settings = Settings("pg://ann@db1/shop");
        Assert.Equal("one", settings.FindPassword()!.Reveal());
        Assert.Equal("two", settings.ForDatabase("stock").FindPassword()!.Reveal());
    }

    [Fact]
    public void A_given_password_wins()
    {
        Write("*:*:*:*:file");
        Assert.Equal("given", Settings("pg://ann:given@db1/shop").FindPassword()!.Reveal());
    }

    private ConnectionSettings Settings(string address) =>
        ConnectionSettings.Resolve(ServerAddress.Parse($"{address}?passfile={Uri.EscapeDataString(_file)}"), new ConnectOptions());

    private void Write(string lines)
    {
        File.WriteAllText(_file, lines);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}

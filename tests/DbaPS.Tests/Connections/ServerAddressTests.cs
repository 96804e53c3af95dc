using DbaPS.Connections;
using DbaPS.Errors;
using FsCheck;
using FsCheck.Fluent;

namespace DbaPS.Tests.Connections;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("pg://localhost", "localhost", null, null, null)]
    [InlineData("pg://app@db1:5433/shop", "db1", 5433, "app", "shop")]
    [InlineData("PG://a%40b:x%3Ay@h/d%2Fe", "h", null, "a@b", "d/e")]
    [InlineData("pg://[::1]:5432/x", "::1", 5432, null, "x")]
    [InlineData("pg://%2Fvar%2Frun%2Fpostgresql/x", "/var/run/postgresql", null, null, "x")]
    [InlineData("pg://user:p@ss@h/d", "h", null, "user", "d")]
    public void Parts_are_read(string text, string host, int? port, string? user, string? database)
    {
        var address = ServerAddress.Parse(text);
        Assert.Equal((host, port, user, database), (address.Host, address.Port, address.User, address.Database));
    }

    [Theory]
    [InlineData("sqlite:shop.db", "shop.db")]
    [InlineData("sqlite:/a b/ö.db", "/a b/ö.db")]
    [InlineData("sqlite:///a/b.db", "/a/b.db")]
    [InlineData(@"sqlite:C:\data\b.db", @"C:\data\b.db")]
    [InlineData("sqlite:a%3Fb.db?mode=ro", "a?b.db")]
    public void Files_are_read(string text, string path) => Assert.Equal(path, ServerAddress.Parse(text).Path);

    [Theory]
    [InlineData("pg://")]
    [InlineData("pg://host:0/x")]
    [InlineData("pg://host:65536/x")]
    [InlineData("pg://host:12x/x")]
    [InlineData("pg://[::1/x")]
    [InlineData("pg://h/%zz")]
    [InlineData("pg://h/d?flag")]
    [InlineData("sqlite:")]
    public void What_is_no_address_is_refused_with_advice(string text)
    {
        var error = Assert.Throws<DbaException>(() => ServerAddress.Parse(text)).Error;
        Assert.Equal("MalformedAddress", error.Id);
        Assert.NotNull(error.RecommendedAction);
    }

    [Theory]
    [InlineData("pg://user:canary-7f@host:99999/db")]
    [InlineData("pg://user:canary-7f@host/db?x")]
    [InlineData("pg://user:canary-7f@[::1/db")]
    [InlineData("pg://user:canary-7f%zz@host/db")]
    public void A_password_never_reaches_the_message(string text) =>
        Assert.DoesNotContain("canary", Assert.Throws<DbaException>(() => ServerAddress.Parse(text)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_password_never_reaches_the_text()
    {
        var address = ServerAddress.Parse("pg://u:canary-7f@h/d");
        Assert.DoesNotContain("canary", address.ToString() + new ServerTarget("pg://u:canary-7f@h/d") + address.RevealPassword(), StringComparison.Ordinal);
        Assert.Equal("canary-7f", address.RevealPassword()!.Reveal());
    }

    [Fact]
    public void Any_user_database_and_password_survive_being_escaped() => Prop.ForAll(
        ArbMap.Default.ArbFor<Tuple<NonEmptyString, NonEmptyString, NonEmptyString>>(),
        parts =>
        {
            var (user, password, database) = (Valid(parts.Item1.Get), Valid(parts.Item2.Get), Valid(parts.Item3.Get));
            var address = ServerAddress.Parse($"pg://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@h/{Uri.EscapeDataString(database)}");
            return address.User == user && address.RevealPassword()!.Reveal() == password && address.Database == database
                && ServerAddress.Parse(address.ToString()).User == user;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.9", true)]
    [InlineData("::1", true)]
    [InlineData("/run/pg", true)]
    [InlineData("db1", false)]
    [InlineData("10.0.0.1", false)]
    public void Loopback_and_sockets_are_local(string host, bool local) => Assert.Equal(local, new ServerAddress { Scheme = "pg", Host = host }.IsLocal);

    private static string Valid(string text) => new([.. text.Where(c => !char.IsSurrogate(c) && c != '\0').DefaultIfEmpty('x')]);
}

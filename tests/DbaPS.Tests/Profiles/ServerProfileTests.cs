using DbaPS.Connections;
using DbaPS.Operations;
using DbaPS.Parts;
using DbaPS.Profiles;

namespace DbaPS.Tests.Profiles;

/// <summary>What a profile adds to a command, and how often its file is read.</summary>
public sealed class ServerProfileTests
{
    private static readonly DbaServerProfile Profile = new()
    {
        Name = "shop",
        Address = "pg://app@db1/shop",
        Engine = "PostgreSql",
        ConnectTimeout = TimeSpan.FromSeconds(3),
        ApplicationName = "nightly",
        Retention = TimeSpan.FromDays(30),
    };

    [Fact]
    public void What_is_given_counts_also_where_it_is_the_usual()
    {
        var request = new ConnectRequest { ConnectTimeout = TimeSpan.FromSeconds(15), ApplicationName = "DbaPS" };
        var options = Profile.Complete(request.ToConnectOptions());
        Assert.Equal((TimeSpan.FromSeconds(15), "DbaPS"), (options.ConnectTimeout, options.ApplicationName));
    }

    [Fact]
    public void What_is_not_given_comes_from_the_profile()
    {
        var options = Profile.Complete(new ConnectRequest().ToConnectOptions());
        Assert.Equal((TimeSpan.FromSeconds(3), "nightly"), (options.ConnectTimeout, options.ApplicationName));
    }

    [Fact]
    public void A_limit_of_zero_lifts_that_of_the_profile()
    {
        var limited = Profile with { Timeout = TimeSpan.FromSeconds(5), LockTimeout = TimeSpan.FromSeconds(2) };
        var lifted = limited.Complete(new ConnectRequest { Timeout = TimeSpan.Zero, LockTimeout = TimeSpan.Zero, ConnectTimeout = TimeSpan.Zero }.ToConnectOptions());
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (lifted.StatementTimeout, lifted.LockTimeout, lifted.ConnectTimeout));
        var kept = limited.Complete(new ConnectRequest().ToConnectOptions());
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (kept.StatementTimeout, kept.LockTimeout, kept.ConnectTimeout));
    }

    [Fact]
    public async Task Retentions_come_from_one_reading()
    {
        var folder = Directory.CreateTempSubdirectory("dbaps-test-");
        try
        {
            await using var runtime = new DbaRuntime(new PartCatalog(folder.FullName), folder.FullName);
            await runtime.Profiles.ChangeAsync(_ => [Profile], TestContext.Current.CancellationToken);
            var retentionOf = runtime.Router.Retentions();
            File.Delete(runtime.Profiles.Location);
            Assert.Equal(TimeSpan.FromDays(30), retentionOf(new ServerReference("pg://app@db1:5432/shop", Guid.Empty) { Profile = "Shop" }));
            Assert.Null(retentionOf(new ServerReference("pg://app@db2:5432/shop", Guid.Empty) { Profile = "other" }));
            Assert.Null(runtime.Router.Retentions()(new ServerReference("pg://app@db1:5432/shop", Guid.Empty) { Profile = "shop" }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

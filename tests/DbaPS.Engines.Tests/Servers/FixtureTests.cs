using System.Diagnostics;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

public sealed class FixtureTests
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_that_cannot_be_had_skips_the_test_and_says_how_to_get_it()
    {
        // Caught by hand: the Assert class lets skips pass, since that is what they are for.
        ServerUnavailableException? missing = null;
        try
        {
            await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 7 }, Token);
        }
        catch (ServerUnavailableException caught)
        {
            missing = caught;
        }

        Assert.NotNull(missing);
        Assert.StartsWith("$XunitDynamicSkip$", missing.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL 7 is not on this machine", missing.Reason, StringComparison.Ordinal);
        Assert.Contains("tests/servers/install", missing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_takes_no_more_until_it_is_drained()
    {
        await using var disk = await FullDisk.CreateAsync(8 << 20, Token);
        var file = Path.Combine(disk.Folder, "file");
        Assert.InRange(disk.FreeBytes, 6 << 20, 8 << 20);

        disk.Fill(leave: 64 << 10);
        Assert.InRange(disk.FreeBytes, 0, 72 << 10);
        await Assert.ThrowsAsync<IOException>(() => File.WriteAllBytesAsync(file, new byte[1 << 20], Token));

        disk.Drain();
        await File.WriteAllBytesAsync(file, new byte[1 << 20], Token);
        Assert.Equal(1 << 20, new FileInfo(file).Length);
    }

    [Fact]
    public async Task A_full_disk_is_unmounted_with_its_folder()
    {
        var disk = await FullDisk.CreateAsync(4 << 20, Token);
        Assert.Contains(disk.Folder, await File.ReadAllTextAsync("/proc/mounts", Token), StringComparison.Ordinal);
        await disk.DisposeAsync();
        Assert.False(Directory.Exists(disk.Folder));
        Assert.DoesNotContain(disk.Folder, await File.ReadAllTextAsync("/proc/mounts", Token), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sqlite_file_goes_with_its_folder()
    {
        string folder;
        using (var file = new SqliteFile())
        {
            folder = file.Folder;
            File.WriteAllText(file.DatabasePath + "-journal", "left over");
            Assert.Equal($"sqlite:{file.DatabasePath}", file.Uri);
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Certificates_of_one_authority_are_not_anothers()
    {
        using var ours = new TestAuthority();
        using var theirs = new TestAuthority();
        Assert.NotEqual(ours.CertificatePem, theirs.CertificatePem);
        var client = ours.IssueClient("alice");
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(client.CertificatePem, client.KeyPem);
        Assert.Equal("CN=alice", certificate.Subject);
        Assert.True(certificate.NotAfter > TimeProvider.System.GetUtcNow());
        var expired = ours.IssueExpiredServer();
        using var old = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(expired.CertificatePem, expired.KeyPem);
        Assert.True(old.NotAfter < TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Starting_a_copy_of_a_prepared_server_is_quick()
    {
        await using var first = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        var watch = Stopwatch.StartNew();
        await using var second = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"started in {watch.Elapsed.TotalSeconds:0.00} s");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
        Assert.NotEqual(first.Password, second.Password);
        Assert.NotEqual(first.Port, second.Port);
    }
}

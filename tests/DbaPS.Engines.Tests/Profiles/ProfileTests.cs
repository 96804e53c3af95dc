using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Profiles;
using DbaPS.Servers;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Profiles;

/// <summary>Register-DbaServer, Unregister-DbaServer, Get-DbaServerProfile, and what -Server makes of a name.</summary>
[Covers("Register-DbaServer", "Unregister-DbaServer", "Get-DbaServerProfile", On = [typeof(SqliteServer)])]
public sealed class ProfileTests(SqliteServer server) : IClassFixture<SqliteServer>, IAsyncDisposable
{
    private const string Canary = "c4n4ry-profile";

    private readonly TestRuntime _runtime = new();

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public async Task A_profile_comes_back_as_it_was_given()
    {
        var said = await RegisterAsync(new RegisterServerRequest
        {
            Name = "Shop",
            Server = "pg://app@db1/shop?sslmode=require&application_name=a%26b",
            Secret = "env:SHOP_PASSWORD",
            Group = "prod",
            Tag = ["eu", "web"],
            Owner = "team a",
            RpoTarget = TimeSpan.FromMinutes(15),
            RtoTarget = TimeSpan.FromHours(1),
            Retention = TimeSpan.FromDays(35),
            DataClass = "personal",
            TlsMode = TlsMode.VerifyFull,
            CertificateFingerprint = "sha256 Fingerprint=" + string.Join(':', Enumerable.Repeat("ab", 32)),
            ReadOnly = true,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            LockTimeout = TimeSpan.FromSeconds(2),
        });
        var change = Assert.Single(said.Of<DbaProfileChange>());
        Assert.Equal((ChangeStatus.Done, "RegisterServer"), (change.Status, change.Action));

        await using var later = new TestRuntime(_runtime.Folder);
        var found = Assert.Single((await later.RunAsync("Get-DbaServerProfile", new ServerProfileRequest { Name = ["SHOP"] }, cancellationToken: Token)).Of<DbaServerProfile>());

        Assert.Equal(("Shop", "PostgreSql", "env:SHOP_PASSWORD", "prod", "team a", "personal"), (found.Name, found.Engine, found.Secret, found.Group, found.Owner, found.DataClass));
        Assert.Equal(("a&b", "require"), (ServerAddress.Parse(found.Address).Options["application_name"], ServerAddress.Parse(found.Address).Options["sslmode"]));
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromDays(35)), (found.RpoTarget, found.RtoTarget, found.Retention));
        Assert.Equal((TlsMode.VerifyFull, true, string.Concat(Enumerable.Repeat("AB", 32))), (found.TlsMode, found.ReadOnly, found.CertificateFingerprint));
        Assert.Equal(["eu", "web"], found.Tags);
    }

    [Fact]
    public async Task Only_what_is_given_changes_and_an_address_not_by_accident()
    {
        await RegisterAsync(new() { Name = "shop", Server = "pg://db1/shop", Owner = "a", RpoTarget = TimeSpan.FromHours(1) });
        await RegisterAsync(new() { Name = "SHOP", Group = "prod", RpoTarget = TimeSpan.Zero });
        Assert.Equal(("shop", "pg://db1/shop", "a", "prod", null), Found("shop") is var found ? (found.Name, found.Address, found.Owner, found.Group, found.RpoTarget) : default);

        Assert.Equal("ProfileExists", (await RefusalAsync(new() { Name = "shop", Server = "pg://db2/shop" })).Id);
        Assert.Equal("pg://db1/shop", Found("shop").Address);
        await RegisterAsync(new() { Name = "shop", Server = "pg://db2/shop", Force = true });
        Assert.Equal(("pg://db2/shop", "prod"), (Found("shop").Address, Found("shop").Group));
        await RegisterAsync(new() { Name = "shop", Group = "" });
        Assert.Null(Found("shop").Group);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("db1.example.org")]
    [InlineData("pg")]
    [InlineData("PostgreSql")]
    [InlineData("sqlite")]
    [InlineData("@prod")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a=b")]
    [InlineData("a:b")]
    [InlineData("-a")]
    public async Task A_name_with_another_meaning_is_refused(string name)
    {
        var error = await RefusalAsync(new() { Name = name, Server = "pg://db1/shop" });
        Assert.Equal(("ProfileNameRefused", DbaErrorCategory.InvalidArgument), (error.Id, error.Category));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_runtime.Runtime.Profiles.Location));
    }

    [Theory]
    [InlineData($"pg://app:{Canary}@db1/shop", null)]
    [InlineData($"pg://db1/shop?password={Canary}", null)]
    [InlineData($"pg://db1/shop?sslpassword={Canary}", null)]
    [InlineData($"Host=db1;Username=app;Password={Canary}", "PostgreSql")]
    public async Task A_password_is_not_kept(string address, string? engine)
    {
        var error = await RefusalAsync(new() { Name = "shop", Server = address, Engine = engine is null ? null : new EngineId(engine) });
        Assert.Equal("SecretInProfile", error.Id);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Canary)]
    [InlineData("file:relative")]
    [InlineData("env:")]
    [InlineData("vault:")]
    [InlineData($"password:{Canary}")]
    public async Task What_is_no_reference_to_a_secret_is_refused_and_not_repeated(string secret)
    {
        var error = await RefusalAsync(new() { Name = "shop", Server = "pg://db1/shop", Secret = secret });
        Assert.Equal("SecretReferenceMalformed", error.Id);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_and_connection_string_become_addresses()
    {
        await RegisterAsync(new() { Name = "a", Server = "db1:5433", Engine = new EngineId("PostgreSql") });
        await RegisterAsync(new() { Name = "b", Server = "Host=db1;Port=5433;Username=app;Database=shop;SSL Mode=VerifyFull", Engine = new EngineId("PostgreSql") });
        Assert.Equal("pg://db1:5433", Found("a").Address);
        Assert.StartsWith("pg://app@db1:5433/shop?", Found("b").Address, StringComparison.Ordinal);
        Assert.Contains("sslmode=verify-full", Found("b").Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_writes_nothing()
    {
        var said = await _runtime.RunAsync("Register-DbaServer", new RegisterServerRequest { Name = "shop", Server = "pg://db1/shop" }, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token);
        Assert.Equal(ChangeStatus.WhatIf, Assert.Single(said.Of<DbaProfileChange>()).Status);
        Assert.False(File.Exists(_runtime.Runtime.Profiles.Location));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_file_is_its_owners_alone_and_not_used_when_others_can_write_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are Unix's; run it on Linux or macOS.");
        await using var deep = new TestRuntime(Path.Combine(_runtime.Folder, "deep", "config"));
        await deep.RunAsync("Register-DbaServer", new RegisterServerRequest { Name = "shop", Server = "pg://db1/shop" }, cancellationToken: Token);
        var file = deep.Runtime.Profiles.Location;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(deep.Folder));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        var error = Assert.Single((await deep.RunAsync("Get-DbaServerProfile", new ServerProfileRequest(), cancellationToken: Token)).Errors);
        Assert.Equal("ProfilesNotPrivate", error.Id);
        Assert.Contains("chmod 600", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not json", "ProfilesUnreadable")]
    [InlineData("", "ProfilesUnreadable")]
    [InlineData("{\"version\": 99, \"servers\": []}", "ProfilesNewer")]
    public async Task A_damaged_or_newer_file_is_an_error_and_stays(string text, string id)
    {
        var file = _runtime.Runtime.Profiles.Location;
        await File.WriteAllTextAsync(file, text, Token);
        Assert.Equal(id, (await RefusalAsync(new() { Name = "shop", Server = "pg://db1/shop" })).Id);
        Assert.Equal(text, await File.ReadAllTextAsync(file, Token));
        // An address needs no profile and still works.
        var said = await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [server.Uri] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await using var other = new TestRuntime(_runtime.Folder);
            Assert.Empty((await other.RunAsync("Register-DbaServer", new RegisterServerRequest { Name = $"s{i}", Server = $"pg://h{i}/d" }, cancellationToken: Token)).Errors);
        }));
        Assert.Equal(20, _runtime.Runtime.Profiles.Read().Count);
        Assert.Equal(2, Directory.GetFiles(_runtime.Folder, "servers*").Length);
    }

    [Fact]
    public async Task A_name_opens_its_server_and_a_group_all_of_its()
    {
        await RegisterAsync(new() { Name = "one", Server = server.UriOf(server.CreateDatabase()), Group = "prod" });
        await RegisterAsync(new() { Name = "two", Server = server.UriOf(server.CreateDatabase()), Group = "Prod" });
        await RegisterAsync(new() { Name = "dead", Server = "pg://127.0.0.1:1/x", Group = "prod" });

        Assert.Equal((1, 0), await CountAsync(new() { Server = ["one"] }));
        Assert.Equal((2, 1), await CountAsync(new() { Server = ["@prod"] }));
        Assert.Equal((2, 1), await CountAsync(new() { Server = ["one", "@prod"], Group = ["prod"] }));
        Assert.Equal((1, 1), await CountAsync(new() { Server = ["two", "@nobody"] }));

        var unknown = Assert.Single((await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = ["three"] }, cancellationToken: Token)).Errors);
        Assert.Equal("EngineRequired", unknown.Id);
        Assert.Contains("Get-DbaServerProfile", unknown.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_means_the_session_that_was_opened_by_it()
    {
        await RegisterAsync(new() { Name = "shop", Server = server.Uri });
        var opened = Assert.Single((await _runtime.RunAsync("Connect-DbaServer", new ConnectRequest { Server = ["shop"] }, cancellationToken: Token)).Of<DbaSession>());
        Assert.Equal("shop", opened.Profile);
        Assert.Same(opened, await _runtime.Runtime.Sessions.ResolveAsync("SHOP", null, new ConnectOptions(), Token));
        await _runtime.RunAsync("Disconnect-DbaServer", new DisconnectRequest { Server = ["shop"] }, cancellationToken: Token);
        Assert.False(opened.IsOpen);
    }

    [Fact]
    public async Task An_object_of_a_closed_session_finds_its_server_by_the_profile_and_never_another()
    {
        var address = server.UriOf(server.CreateDatabase());
        await RegisterAsync(new() { Name = "shop", Server = address });
        var session = await _runtime.Runtime.Sessions.ResolveAsync("shop", null, new ConnectOptions(), Token);
        var reference = session.Server;
        await _runtime.Runtime.Sessions.CloseAsync(session);

        var again = await _runtime.Runtime.Sessions.ResolveAsync(new ServerTarget(reference), null, new ConnectOptions(), Token);
        Assert.Equal(reference.Address, again.Server.Address);
        await _runtime.Runtime.Sessions.CloseAsync(again);

        await RegisterAsync(new() { Name = "shop", Server = server.UriOf(server.CreateDatabase()), Force = true });
        var failure = await Assert.ThrowsAsync<DbaException>(() => _runtime.Runtime.Sessions.ResolveAsync(new ServerTarget(reference), null, new ConnectOptions(), Token));
        Assert.Equal("ProfileElsewhere", failure.Error.Id);

        await _runtime.RunAsync("Unregister-DbaServer", new UnregisterServerRequest { Name = ["shop"] }, cancellationToken: Token);
        failure = await Assert.ThrowsAsync<DbaException>(() => _runtime.Runtime.Sessions.ResolveAsync(new ServerTarget(reference), null, new ConnectOptions(), Token));
        Assert.Equal("SessionGone", failure.Error.Id);
    }

    [Fact]
    public async Task What_is_read_only_in_the_profile_is_read_only_in_the_session()
    {
        await RegisterAsync(new() { Name = "shop", Server = server.UriOf(server.CreateDatabase()), ReadOnly = true });
        var said = await _runtime.RunAsync("Invoke-DbaSql", new DbaPS.SqlInvocation.SqlRequest { Server = ["shop"], Query = "CREATE TABLE t (id int)" }, cancellationToken: Token);
        Assert.NotEmpty(said.Errors);
        Assert.Empty((await _runtime.RunAsync("Get-DbaTable", new TableListRequest { Server = ["shop"] }, cancellationToken: Token)).Errors);
    }

    [Fact]
    public async Task Targets_and_retention_of_a_profile_go_to_drills_and_backups()
    {
        var address = server.UriOf(server.CreateDatabase());
        await RegisterAsync(new() { Name = "shop", Server = address, RpoTarget = TimeSpan.FromHours(3), RtoTarget = TimeSpan.FromMinutes(20), Retention = TimeSpan.FromDays(35) });
        var folder = Path.Combine(_runtime.Folder, "backups");
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new DbaPS.Backups.BackupRequest { Server = ["shop"], Path = folder }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var backup = Assert.Single(said.Of<DbaPS.Backups.DbaBackup>());
        Assert.Equal(("35d", backup.End + TimeSpan.FromDays(35)), (backup.RetentionClass, backup.ExpiresAt));
        var listed = Assert.Single((await _runtime.RunAsync("Get-DbaBackup", new DbaPS.Backups.BackupListRequest { Path = [folder] }, cancellationToken: Token)).Of<DbaPS.Backups.DbaBackup>());
        Assert.Equal("35d", listed.RetentionClass);

        said = await _runtime.RunAsync("Test-DbaRestore", new DbaPS.Restores.RestoreTestRequest { Path = backup.Path, RtoTarget = TimeSpan.FromMinutes(5) }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var drill = Assert.Single(said.Of<DbaPS.Restores.DbaRestoreTest>());
        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.FromMinutes(5)), (drill.RpoTarget, drill.RtoTarget));
    }

    [Fact]
    public async Task Unregister_forgets_and_names_what_is_not_there()
    {
        await RegisterAsync(new() { Name = "shop", Server = "pg://db1/shop" });
        var said = await _runtime.RunAsync("Unregister-DbaServer", new UnregisterServerRequest { Name = ["SHOP", "nobody"] }, cancellationToken: Token);
        Assert.Equal(ChangeStatus.Done, Assert.Single(said.Of<DbaProfileChange>()).Status);
        Assert.Equal("ProfileMissing", Assert.Single(said.Errors).Id);
        Assert.Empty(_runtime.Runtime.Profiles.Read());
    }

    private DbaServerProfile Found(string name) => _runtime.Runtime.Profiles.Find(name)!;

    private async Task<(int Servers, int Errors)> CountAsync(ServerIdentityRequest request)
    {
        var said = await _runtime.RunAsync("Get-DbaServer", request, cancellationToken: Token);
        return (said.Of<DbaServer>().Count, said.Errors.Count);
    }

    private async Task<FakePipeline> RegisterAsync(RegisterServerRequest request)
    {
        var said = await _runtime.RunAsync("Register-DbaServer", request, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said;
    }

    private async Task<DbaError> RefusalAsync(RegisterServerRequest request)
    {
        var said = await _runtime.RunAsync("Register-DbaServer", request, cancellationToken: Token);
        Assert.Empty(said.Written);
        return Assert.Single(said.Errors);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using DbaPS.Connections;

namespace DbaPS.Sandboxes;

/// <summary>What a sandbox's folder says of it, so that any process can find, reach and stop it. Its file is private: it holds the password.</summary>
internal sealed record SandboxState(string SandboxId, string Engine, string Scheme, string Host, int? Port, string? User, string? Database, string? Path, string? Password, int? ProcessId, DateTimeOffset StartedAt, DateTimeOffset? ExpiresAt, int? Maker = null)
{
    private const string FileName = "sandbox.json";

    public static SandboxState From(string id, string engine, SandboxServer server, DateTimeOffset? expiresAt) => new(
        id, engine, server.Address.Scheme, server.Address.Host, server.Address.Port, server.Address.User, server.Address.Database, server.Address.Path,
        server.Password?.Reveal(), server.ProcessId, DateTimeOffset.UtcNow, expiresAt);

    /// <summary>One that is not up yet: it is listed and can be removed from the first moment, also when its maker dies.</summary>
    public static SandboxState Beginning(string id, string engine, DateTimeOffset? expiresAt) =>
        new(id, engine, "", "", null, null, null, null, null, null, DateTimeOffset.UtcNow, expiresAt, Environment.ProcessId);

    /// <summary>True until it has come up.</summary>
    [JsonIgnore]
    public bool IsBeginning => Maker is not null;

    public SandboxServer ToServer() => new(
        new ServerAddress { Scheme = Scheme, Host = Host, Port = Port, User = User, Database = Database, Path = Path },
        Password is null ? null : new Secret(Password),
        ProcessId);

    /// <summary>Reads a folder's state; null when the folder holds no sandbox (or one that never came up).</summary>
    public static SandboxState? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<SandboxState>(File.ReadAllText(System.IO.Path.Combine(folder, FileName)));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new FileStream(System.IO.Path.Combine(folder, FileName), options);
        JsonSerializer.Serialize(file, this);
    }
}

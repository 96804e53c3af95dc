namespace DbaPS.Sandboxes;

/// <summary>What a sandbox shall be like.</summary>
/// <param name="Folder">Private, empty and the sandbox's alone; the provider puts everything in it.</param>
public sealed record SandboxPlan(string Folder)
{
    /// <summary>The wanted major version; null takes the newest installed.</summary>
    public int? MajorVersion { get; init; }

    /// <summary>A folder with the engine's programs, before the usual places.</summary>
    public string? ToolPath { get; init; }

    /// <summary>True trades durability for speed: right for a copy that is thrown away.</summary>
    public bool Fast { get; init; } = true;
}

using DbaPS.Engines;

namespace DbaPS.Capabilities;

/// <summary>Whether a cmdlet works with this login on this server, and what is missing.</summary>
public sealed record DbaCapability : DbaObject
{
    public DbaCapability(ObjectOrigin origin)
        : base(origin)
    {
    }

    /// <summary>The cmdlet's name.</summary>
    public required string Cmdlet { get; init; }

    /// <summary>True when it would work now.</summary>
    public required bool Available { get; init; }

    /// <summary>Why not, or what is limited; null when nothing is.</summary>
    public string? Reason { get; init; }

    /// <summary>What must be added, each in words.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The statements that add it: grants, extensions, settings. A comment says where a restart is needed. Null when nothing is missing.</summary>
    public string? GrantSql { get; init; }
}

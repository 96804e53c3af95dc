using DbaPS.Engines;

namespace DbaPS.Profiles;

/// <summary>What became of a profile that was to be registered, changed or removed.</summary>
public sealed record DbaProfileChange : DbaChange
{
    public DbaProfileChange(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string Name { get; init; }

    /// <summary>The profile as it is afterwards, or was before its removal.</summary>
    public required DbaServerProfile Profile { get; init; }
}

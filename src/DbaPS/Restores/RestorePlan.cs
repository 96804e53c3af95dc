using DbaPS.Errors;

namespace DbaPS.Restores;

/// <summary>What a restore will do, found out before anything is changed.</summary>
public sealed record RestorePlan
{
    /// <summary>The final name: a database, or a file for an embedded engine.</summary>
    public required string Target { get; init; }

    /// <summary>The name it is built under; nothing stands under <see cref="Target"/> until it is complete.</summary>
    public required string TemporaryName { get; init; }

    /// <summary>True when something stands under the final name and will be replaced.</summary>
    public bool Replaces { get; init; }

    public required IReadOnlyList<RestoreStep> Steps { get; init; }

    /// <summary>What stands in the way, each with its advice. A plan with problems is shown and never run.</summary>
    public IReadOnlyList<DbaError> Problems { get; init; } = [];

    /// <summary>What will not be as in the source, in words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What interrupted restores left on the target, by name: none of it is a complete database under its final name.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    /// <summary>Roles that will be made.</summary>
    public IReadOnlyList<string> NewRoles { get; init; } = [];

    /// <summary>What the engine worked out and needs again in the run.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public object? State { get; init; }
}

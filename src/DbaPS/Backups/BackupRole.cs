namespace DbaPS.Backups;

/// <summary>A role or login that the database needs.</summary>
public sealed record BackupRole
{
    public required string Name { get; init; }

    /// <summary>The attributes by the engine's names (<c>LOGIN</c>, <c>CREATEDB</c> …).</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Connections allowed; null without limit.</summary>
    public int? ConnectionLimit { get; init; }

    /// <summary>UTC, as the engine writes it; null for ever.</summary>
    public string? ValidUntil { get; init; }

    public IReadOnlyList<BackupMembership> MemberOf { get; init; } = [];

    /// <summary>The stored hash of the password; only when asked for. Whoever has it can try passwords against it.</summary>
    public string? PasswordHash { get; init; }

    public string? Comment { get; init; }

    /// <summary>Hides the hash: a manifest's roles may be printed.</summary>
    public override string ToString() => Name;
}

namespace DbaPS.Connections;

/// <summary>
/// Where an object came from. Prints as an address, holds no secret, and carries the id of the session that made it,
/// so that piping the object on uses the same login.
/// </summary>
/// <param name="Address">The address without user secrets, e.g. <c>pg://app@db1:5432/shop</c>.</param>
/// <param name="SessionId">The session that made the object; empty for one read from disk.</param>
public sealed record ServerReference(string Address, Guid SessionId)
{
    /// <summary>The machine's name, or the file's for an embedded engine.</summary>
    public string ComputerName { get; init; } = "";

    /// <summary>The instance on that machine: a port, an instance name, or empty.</summary>
    public string InstanceName { get; init; } = "";

    /// <summary>The registered name it was opened by; null for an address.</summary>
    public string? Profile { get; init; }

    public override string ToString() => Address;
}

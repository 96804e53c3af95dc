namespace DbaPS.Restores;

/// <summary>What an integrity check found.</summary>
/// <param name="Method">What checked: <c>amcheck</c>, <c>integrity_check</c>; null when nothing could.</param>
/// <param name="Checked">How many objects were looked at.</param>
/// <param name="Problems">The damages; none when all is well.</param>
/// <param name="Note">Why something was not checked; null for nothing.</param>
public sealed record IntegrityResult(string? Method, long Checked, IReadOnlyList<string> Problems, string? Note = null)
{
    /// <summary>Null when nothing was checked.</summary>
    public bool? Passed => Method is null ? null : Problems.Count == 0;

    public override string ToString() => Passed switch { null => $"not checked: {Note}", true => $"{Method}: {Checked} checked, sound", _ => $"{Method}: {Problems.Count} problem(s)" };
}

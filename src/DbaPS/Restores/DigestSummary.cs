namespace DbaPS.Restores;

/// <summary>How many tables' contents were held against the backup's.</summary>
/// <param name="Skipped">Tables without rows in the backup, or recomputed in the restore.</param>
public sealed record DigestSummary(int Compared, int Equal, int Differing, int Skipped)
{
    public override string ToString() => $"{Equal} of {Compared} equal{(Skipped > 0 ? $", {Skipped} skipped" : "")}";
}

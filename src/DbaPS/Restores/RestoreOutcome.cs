namespace DbaPS.Restores;

/// <summary>How a restore went.</summary>
/// <param name="Steps">The steps that ran, each with its duration.</param>
/// <param name="BytesRead">Bytes read from the backup's files.</param>
/// <param name="Notes">What is not as in the source: recomputed views, disabled subscriptions, what was left out.</param>
public sealed record RestoreOutcome(IReadOnlyList<RestoreStep> Steps, long BytesRead, IReadOnlyList<string> Notes);

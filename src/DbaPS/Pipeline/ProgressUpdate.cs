namespace DbaPS.Pipeline;

/// <summary>How far long work has come.</summary>
/// <param name="Activity">What is going on, e.g. <c>Backing up shop</c>. Updates of one activity replace each other.</param>
/// <param name="Status">Where it is now, e.g. a table's name.</param>
/// <param name="Fraction">0 to 1; null when the end is not known.</param>
/// <param name="Completed">True in the last update of the activity.</param>
public sealed record ProgressUpdate(string Activity, string Status, double? Fraction = null, bool Completed = false);

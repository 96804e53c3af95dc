namespace DbaPS.Cli;

/// <summary>A line of <c>dbaps list</c>.</summary>
internal sealed record CommandListItem(string Name, string Summary, bool Changes);

namespace DbaPS.ModuleWriter;

/// <summary>One example of a help page.</summary>
/// <param name="Title">What it achieves.</param>
/// <param name="Code">The commands as typed.</param>
/// <param name="Remarks">What happens and what to look at; may be empty.</param>
/// <param name="Needs">What it needs to run, from the code block's info string (<c>powershell needs=postgresql</c>); empty for nothing.</param>
public sealed record HelpExample(string Title, string Code, string Remarks, string Needs);

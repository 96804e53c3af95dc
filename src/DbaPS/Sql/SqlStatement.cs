namespace DbaPS.Sql;

/// <summary>One statement of a script.</summary>
/// <param name="Text">Without the semicolon, and without line comments before it.</param>
/// <param name="Line">The script's line it begins on, from 1.</param>
/// <param name="Start">The index of its first character in the script.</param>
public sealed record SqlStatement(string Text, int Line, int Start);

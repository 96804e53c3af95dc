namespace DbaPS.SlowQueries;

/// <summary>A comment at the end of statements that DbaPS writes itself. Servers keep it with the text they count under, so Get-DbaSlowQuery can leave them out.</summary>
public static class StatementMark
{
    private const string Text = "/* DbaPS */";

    /// <summary>The statement with the mark.</summary>
    public static string Add(string statement) => $"{statement} {Text}";

    /// <summary>The statement as it was before <see cref="Add"/>.</summary>
    public static string Remove(string statement) => Bears(statement) ? statement[..^(Text.Length + 1)] : statement;

    /// <summary>True when the statement ends with the mark.</summary>
    public static bool Bears(string statement) => statement.EndsWith(' ' + Text, StringComparison.Ordinal);
}

using System.Text;
using DbaPS.Errors;

namespace DbaPS.SqlInvocation;

/// <summary>A table's name as a user writes it: <c>table</c>, <c>schema.table</c>; a part with a dot stands in double quotes.</summary>
public sealed record TableName(string? Schema, string Name)
{
    /// <exception cref="DbaException">It has no name, too many parts, or a quote that is not closed.</exception>
    public static TableName Parse(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                part.Append('"');
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == '.' && !quoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(text[i]);
            }
        }
        parts.Add(part.ToString());
        if (quoted || parts.Count > 2 || parts.Exists(p => p.Length == 0))
        {
            throw new DbaException(DbaErrors.InvalidParameter("Into", text, "write table or schema.table; a name with a dot in double quotes."));
        }
        return parts.Count == 2 ? new(parts[0], parts[1]) : new(null, parts[0]);
    }

    /// <summary>Finds the columns of a table that a file's first line names: exactly, or ignoring case where that is not ambiguous.</summary>
    /// <exception cref="DbaException">A name is unknown, or there twice.</exception>
    public static IReadOnlyList<string> Match(IReadOnlyList<string> header, IReadOnlyList<string> columns, string table)
    {
        var matched = new List<string>(header.Count);
        foreach (var name in header)
        {
            var column = columns.FirstOrDefault(c => c == name)
                ?? (columns.Where(c => c.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only : throw new DbaException(DbaErrors.CsvColumnUnknown(table, name, columns)));
            if (matched.Contains(column))
            {
                throw new DbaException(DbaErrors.CsvColumnTwice(table, column));
            }
            matched.Add(column);
        }
        return matched;
    }
}

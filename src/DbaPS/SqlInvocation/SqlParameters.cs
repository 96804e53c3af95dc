using System.Globalization;
using System.Text;
using DbaPS.Sql;

namespace DbaPS.SqlInvocation;

/// <summary>Values for the placeholders of a statement.</summary>
public static class SqlParameters
{
    /// <summary>The values by name, ignoring case and without the sign a user may have written before it.</summary>
    public static IReadOnlyDictionary<string, object?> Normalise(IReadOnlyDictionary<string, object?> parameters)
    {
        var values = new Dictionary<string, object?>(parameters.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in parameters)
        {
            values[name.TrimStart('@', ':', '$')] = value is DBNull ? null : value;
        }
        return values;
    }

    /// <summary>
    /// Turns <c>@name</c>, <c>:name</c> and <c>$1</c> into <c>$1, $2 …</c> for a driver that takes values by place. What has no
    /// value stays as it is: it may be an operator.
    /// </summary>
    /// <param name="used">The names in the order of their numbers, each once.</param>
    public static string Number(string statement, SqlDialect dialect, IReadOnlyDictionary<string, object?> values, out IReadOnlyList<string> used)
    {
        var names = new List<string>();
        used = names;
        return Replace(statement, dialect, values, name =>
        {
            var place = names.FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (place < 0)
            {
                place = names.Count;
                names.Add(name);
            }
            return string.Create(CultureInfo.InvariantCulture, $"${place + 1}");
        });
    }

    /// <summary>As <see cref="Number"/>, with <c>?</c> for every value.</summary>
    /// <param name="used">The names in the order of the question marks, as often as they stand there.</param>
    public static string Place(string statement, SqlDialect dialect, IReadOnlyDictionary<string, object?> values, out IReadOnlyList<string> used)
    {
        var names = new List<string>();
        used = names;
        return Replace(statement, dialect, values, name =>
        {
            names.Add(name);
            return "?";
        });
    }

    private static string Replace(string statement, SqlDialect dialect, IReadOnlyDictionary<string, object?> values, Func<string, string> placeholder)
    {
        if (values.Count == 0)
        {
            return statement;
        }
        var text = new StringBuilder(statement.Length);
        foreach (var token in SqlLexer.Read(statement, dialect))
        {
            var isValue = token.Kind == SqlTokenKind.Parameter && values.ContainsKey(token.In(statement)[1..].ToString());
            text.Append(isValue ? placeholder(token.In(statement)[1..].ToString()) : token.In(statement));
        }
        return text.ToString();
    }
}

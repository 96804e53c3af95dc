namespace DbaPS.SlowQueries;

/// <summary>Shortens lists whose length says nothing of a statement's shape: IN (…), VALUES (…), (…), ARRAY[…].</summary>
internal static class QueryLists
{
    /// <summary>The tokens with each run of equal elements in such a list left once.</summary>
    public static List<string> Collapse(List<string> tokens)
    {
        var result = new List<string>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            result.Add(tokens[i]);
            var isList = i + 1 < tokens.Count && ((tokens[i] == "in" && tokens[i + 1] == "(") || (tokens[i] == "array" && tokens[i + 1] == "["));
            if (isList && Close(tokens, i + 1) is { } end && Elements(tokens, i + 2, end) is { } elements)
            {
                result.Add(tokens[i + 1]);
                Append(result, elements);
                result.Add(tokens[end]);
                i = end;
            }
            else if (tokens[i] == "values" && i + 1 < tokens.Count && tokens[i + 1] == "(")
            {
                i = Rows(tokens, i + 1, result) - 1;
            }
        }
        return result;
    }

    /// <summary>Appends the rows of VALUES, equal neighbours once; returns the index behind them.</summary>
    private static int Rows(List<string> tokens, int at, List<string> result)
    {
        var rows = new List<List<string>>();
        while (at < tokens.Count && tokens[at] == "(" && Close(tokens, at) is { } end)
        {
            rows.Add(Collapse(tokens.GetRange(at, end - at + 1)));
            at = end + 1;
            if (at + 1 < tokens.Count && tokens[at] == "," && tokens[at + 1] == "(")
            {
                at++;
            }
            else
            {
                break;
            }
        }
        Append(result, rows);
        return at;
    }

    private static void Append(List<string> result, List<List<string>> elements)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            if (i > 0 && elements[i].SequenceEqual(elements[i - 1], StringComparer.Ordinal))
            {
                continue;
            }
            if (i > 0)
            {
                result.Add(",");
            }
            result.AddRange(elements[i]);
        }
    }

    /// <summary>The elements between two indexes, split at the commas of their level; null for a subquery.</summary>
    private static List<List<string>>? Elements(List<string> tokens, int start, int end)
    {
        if (start < end && tokens[start] is "select" or "with" or "values")
        {
            return null;
        }
        var elements = new List<List<string>>();
        var depth = 0;
        var from = start;
        for (var i = start; i <= end; i++)
        {
            if (i == end || (tokens[i] == "," && depth == 0))
            {
                elements.Add(Collapse(tokens.GetRange(from, i - from)));
                from = i + 1;
            }
            depth += tokens[i] is "(" or "[" ? 1 : tokens[i] is ")" or "]" ? -1 : 0;
        }
        return elements;
    }

    /// <summary>The index of what closes the parenthesis or bracket at an index; null when the text was cut off.</summary>
    private static int? Close(List<string> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            depth += tokens[i] is "(" or "[" ? 1 : tokens[i] is ")" or "]" ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }
        return null;
    }
}

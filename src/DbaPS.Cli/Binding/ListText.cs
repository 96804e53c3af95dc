namespace DbaPS.Cli.Binding;

/// <summary>Lists written with commas. Commas inside brackets and quotes belong to the item, so <c>lower(a, b)</c> is one.</summary>
internal static class ListText
{
    public static IReadOnlyList<string> Split(string text)
    {
        var items = new List<string>();
        var depth = 0;
        var quote = '\0';
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"' && text.IndexOf(c, i + 1) > 0)
            {
                quote = c;
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                depth--;
            }
            else if (c == ',' && depth <= 0)
            {
                items.Add(text[start..i].Trim());
                start = i + 1;
            }
        }
        items.Add(text[start..].Trim());
        return [.. items.Where(i => i.Length > 0)];
    }
}

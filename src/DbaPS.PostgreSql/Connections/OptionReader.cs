using System.Globalization;
using DbaPS.Connections;

namespace DbaPS.PostgreSql.Connections;

/// <summary>Reads an address's options, each with the variable of libpq's that stands in for it.</summary>
internal sealed class OptionReader(ServerAddress address)
{
    /// <summary>The option, else the variable; null when neither is given.</summary>
    public string? Text(string option, string? variable = null) =>
        address.Options.TryGetValue(option, out var value) && value.Length > 0 ? value : variable is null ? null : ConnectionSources.Variable(variable);

    public int? Number(string option, string variable) => Numbers(option, variable) is [var number, ..] ? number : null;

    /// <summary>Numbers with commas between them.</summary>
    public IReadOnlyList<int> Numbers(string option, string variable)
    {
        if (Text(option, variable) is not { } text)
        {
            return [];
        }
        var shown = address.Options.ContainsKey(option) ? option : variable;
        return [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 65535
            ? number
            : throw ConnectionSources.Malformed(address, $"'{part}' is not a number that {shown} can have."))];
    }

    /// <summary>One of some words, ignoring case.</summary>
    public T Choice<T>(string option, string variable, T usual, params (string Word, T Value)[] choices)
    {
        if (Text(option, variable) is not { } text)
        {
            return usual;
        }
        foreach (var (word, value) in choices)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        throw ConnectionSources.Malformed(address, $"{option} can't be '{text}' ({string.Join(", ", choices.Select(c => c.Word))}).");
    }
}

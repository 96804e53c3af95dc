using System.Globalization;
using System.Numerics;
using DbaPS.Connections;
using DbaPS.Presentation;

namespace DbaPS.Cli.Binding;

/// <summary>Turns the text of one argument into the type its parameter has.</summary>
internal sealed class ValueReader
{
    private readonly Func<string, Secret?> _password;

    /// <param name="password">Gives the password of a user named by -Credential; null when there is none to be had.</param>
    public ValueReader(Func<string, Secret?> password) => _password = password;

    /// <summary>The parameter's value from everything given for it.</summary>
    /// <exception cref="UsageException">A text does not fit.</exception>
    public object? Read(Parameter parameter, IReadOnlyList<string> texts)
    {
        if (parameter.IsMap)
        {
            return ReadMap(parameter, texts);
        }
        if (!parameter.IsList)
        {
            return ReadOne(parameter, texts[0]);
        }
        var parts = texts.SelectMany(t => SplitsAt(parameter, t) ? ListText.Split(t) : [t]).ToList();
        return ToList(parameter, parts.Select(p => ReadOne(parameter, p)));
    }

    /// <summary>A list of the parameter's element type.</summary>
    public static Array ToList(Parameter parameter, IEnumerable<object?> values)
    {
        var items = values.ToList();
        var array = Array.CreateInstance(parameter.ValueType, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }
        return array;
    }

    /// <summary>One value from its text.</summary>
    public object? ReadOne(Parameter parameter, string text)
    {
        var type = parameter.ValueType;
        if (type == typeof(ServerTarget))
        {
            Passwords.RefuseIn(text);
            return new ServerTarget(text);
        }
        if (type == typeof(DbaCredential))
        {
            return text.Contains(':', StringComparison.Ordinal)
                ? throw new UsageException("-Credential takes a user name alone.", $"The password comes from {Passwords.PasswordVariable} or is asked for.")
                : new DbaCredential(text, _password(text));
        }
        if (type == typeof(TimeSpan))
        {
            return DurationText.TryParse(text, out var duration) ? duration : throw Unfit(parameter, text, $"a duration: {DurationText.Forms}");
        }
        return Simple(parameter, type, text);
    }

    private static object Simple(Parameter parameter, Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(string))
        {
            return text;
        }
        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0]) && text[0] != '-'
                ? value!
                : throw Unfit(parameter, text, $"one of {string.Join(", ", Enum.GetNames(type))}");
        }
        if (type == typeof(bool))
        {
            return bool.TryParse(text.TrimStart('$'), out var value) ? value : throw Unfit(parameter, text, "true or false");
        }
        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var value) ? value : throw Unfit(parameter, text, "a whole number");
        }
        if (type == typeof(long))
        {
            return SizeText.TryParse(text, out var value) ? value : throw Unfit(parameter, text, "a whole number, or a size such as 64KB, 10MB, 2GB");
        }
        if (type == typeof(double))
        {
            return double.TryParse(text, NumberStyles.Float, culture, out var value) ? value : throw Unfit(parameter, text, "a number");
        }
        if (type == typeof(decimal))
        {
            return decimal.TryParse(text, NumberStyles.Float, culture, out var value) ? value : throw Unfit(parameter, text, "a number");
        }
        if (type == typeof(DateTimeOffset))
        {
            return ReadTime(text) ?? throw Unfit(parameter, text, "a time: 2026-03-04T17:05Z, 2026-03-04, or how long ago: -24h");
        }
        if (type == typeof(Guid))
        {
            return Guid.TryParse(text, out var value) ? value : throw Unfit(parameter, text, "an id");
        }
        return type.GetConstructor([typeof(string)])?.Invoke([text])
            ?? throw new InvalidOperationException($"{type} of -{parameter.Name} can't be made from a text.");
    }

    /// <summary>A time without an offset is UTC; a negative duration is that long before now.</summary>
    private static DateTimeOffset? ReadTime(string text)
    {
        if (text.StartsWith('-') && DurationText.TryParse(text, out var ago))
        {
            return DateTimeOffset.UtcNow + ago;
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }

    private static Dictionary<string, object?> ReadMap(Parameter parameter, IReadOnlyList<string> texts)
    {
        var map = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in texts.SelectMany(ListText.Split))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Unfit(parameter, pair, "a pair written name=value");
            }
            map[pair[..equals].Trim()] = Guess(pair[(equals + 1)..].Trim());
        }
        return map;
    }

    /// <summary>null, true, false and numbers become that; quoted and everything else stays text, 007 too.</summary>
    private static object? Guess(string text)
    {
        if (text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0])
        {
            return text[1..^1];
        }
        return text switch
        {
            "null" => null,
            "true" => true,
            "false" => false,
            _ => Number(text) ?? text,
        };
    }

    private static object? Number(string text)
    {
        var digits = text.TrimStart('-');
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]) || (digits.Length > 1 && digits[0] == '0' && digits[1] != '.'))
        {
            return null;
        }
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }
        // A number decimal can't hold exactly stays text: the server reads it better.
        return !BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact)
            && exact.ToString(CultureInfo.InvariantCulture) == text ? exact : null;
    }

    /// <summary>A connection string may hold commas of its own (several hosts); it is one server.</summary>
    private static bool SplitsAt(Parameter parameter, string text) =>
        parameter.ValueType != typeof(ServerTarget) || !(text.Contains(';', StringComparison.Ordinal) || (text.Contains('=', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal)));

    private static UsageException Unfit(Parameter parameter, string text, string wanted) => new($"-{parameter.Name} can't be '{text}'.", $"It takes {wanted}.");
}

using System.Globalization;

namespace DbaPS.Presentation;

/// <summary>Durations as people write them: <c>250ms</c>, <c>10s</c>, <c>1h30m</c>, <c>2d</c>, <c>00:00:10</c>, or plain seconds.</summary>
public static class DurationText
{
    /// <summary>What the text may look like, for messages.</summary>
    public const string Forms = "10s, 5m, 1h30m, 250ms, 2d, 00:00:10 or a number of seconds";

    /// <summary>Reads a duration; a leading minus makes it negative. False when the text is none.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan().Trim();
        var negative = rest.StartsWith("-");
        rest = negative ? rest[1..] : rest;
        if (rest.IsEmpty || !(char.IsAsciiDigit(rest[0]) || rest[0] == '.'))
        {
            return false;
        }
        if (rest.Contains(':'))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);
        }
        double seconds;
        if (double.TryParse(rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var plain))
        {
            seconds = plain;
        }
        else if (!TrySum(rest, out seconds))
        {
            return false;
        }
        if (seconds > TimeSpan.MaxValue.TotalSeconds / 2)
        {
            return false;
        }
        duration = TimeSpan.FromTicks((long)Math.Round((negative ? -seconds : seconds) * TimeSpan.TicksPerSecond));
        return true;
    }

    // Units go down: 1h30m is a duration, 30m1h is a slip.
    private static bool TrySum(ReadOnlySpan<char> rest, out double seconds)
    {
        seconds = 0;
        var previous = double.MaxValue;
        while (!rest.IsEmpty)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
            {
                digits++;
            }
            var letters = digits;
            while (letters < rest.Length && char.IsAsciiLetter(rest[letters]))
            {
                letters++;
            }
            if (digits == 0 || letters == digits
                || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || SecondsIn(rest[digits..letters]) is not { } unit || unit >= previous)
            {
                return false;
            }
            seconds += number * unit;
            previous = unit;
            rest = rest[letters..];
        }
        return true;
    }

    private static double? SecondsIn(ReadOnlySpan<char> unit) => unit switch
    {
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" or "sec" or "S" => 1,
        "m" or "min" or "M" => 60,
        "h" or "H" => 3600,
        "d" or "D" => 86400,
        _ => null,
    };
}

using System.Globalization;

namespace DbaPS.Presentation;

/// <summary>Figures as both skins' default views print them. The objects keep bytes and time spans; only views round.</summary>
public static class Human
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A size in units of 1024, three digits: <c>512 B</c>, <c>8.00 KB</c>, <c>1.21 GB</c>. Empty for null.</summary>
    public static string Size(long? bytes)
    {
        if (bytes is not { } size)
        {
            return "";
        }
        var value = Math.Abs((double)size);
        var unit = 0;
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }
        var sign = size < 0 ? "-" : "";
        var digits = unit == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00";
        return $"{sign}{value.ToString(digits, CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>A duration in the unit that suits it: <c>340 µs</c>, <c>12.5 ms</c>, <c>3.20 s</c>, <c>4m 05s</c>, <c>2h 10m</c>, <c>3d 4h</c>. Empty for null.</summary>
    public static string Duration(TimeSpan? duration)
    {
        if (duration is not { } span)
        {
            return "";
        }
        if (span < TimeSpan.Zero)
        {
            return "-" + Duration(span.Negate());
        }
        return span.TotalSeconds switch
        {
            0 => "0",
            < 0.0009995 => Round(span.TotalMicroseconds) + " µs",
            < 0.9995 => Round(span.TotalMilliseconds) + " ms",
            < 59.95 => Round(span.TotalSeconds) + " s",
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}m {span.Seconds:00}s"),
            < 86400 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}h {span.Minutes:00}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays}d {span.Hours}h"),
        };
    }

    /// <summary>A share of one in per cent with one decimal: <c>41.3 %</c>. Empty for null.</summary>
    public static string Share(double? fraction) =>
        fraction is { } share ? (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "";

    /// <summary>A time to the second, UTC: <c>2026-03-04 17:05:09Z</c>. Empty for null.</summary>
    public static string Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text on one line: runs of white space become one blank, control characters a dot.</summary>
    public static string OneLine(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }
        var line = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else
            {
                // Escape sequences and marks that turn the direction of writing must not reach a terminal from data.
                line.Append(char.IsControl(c) || c is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '·' : c);
            }
        }
        return line.ToString().TrimEnd();
    }

    private static string Round(double value) => value.ToString(value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace DbaPS.Cli.Binding;

/// <summary>Whole numbers and sizes as PowerShell writes them: <c>64KB</c> is 65536.</summary>
internal static class SizeText
{
    public static bool TryParse(string text, out long number)
    {
        number = 0;
        var shift = text.Length < 3 ? 0 : text[^2..].ToUpperInvariant() switch { "KB" => 10, "MB" => 20, "GB" => 30, "TB" => 40, "PB" => 50, _ => 0 };
        if (!long.TryParse(shift == 0 ? text : text[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain) || Math.Abs((double)plain) > long.MaxValue >> shift)
        {
            return false;
        }
        number = plain << shift;
        return true;
    }
}

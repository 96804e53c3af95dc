using System.Globalization;
using System.Net;
using System.Text;
using DbaPS.Indexes;

namespace DbaPS.Tours;

/// <summary>A plot of statements' times before and after, as SVG that stands in the page itself. Times run on a logarithmic scale.</summary>
internal static class TourPlot
{
    private const int Width = 760;
    private const int Left = 316;
    private const int Right = 70;
    private const int Top = 34;
    private const int RowHeight = 46;
    private const int BarHeight = 14;

    public static string Draw(IReadOnlyList<IndexMeasurement> timings)
    {
        var values = timings.SelectMany(t => new[] { Milliseconds(t.Before), Milliseconds(t.After) }).ToList();
        var low = Math.Floor(Math.Log10(values.Min()));
        var high = Math.Max(low + 1, Math.Ceiling(Math.Log10(values.Max())));
        var height = Top + (timings.Count * RowHeight) + 10;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"Median time of each statement before and after the index\">\n");
        for (var power = (int)low; power <= high; power++)
        {
            var x = X(Math.Pow(10, power), low, high);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{x:0.#}\" y1=\"{Top - 8}\" x2=\"{x:0.#}\" y2=\"{height - 6}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{x:0.#}\" y=\"{Top - 14}\" text-anchor=\"middle\">{Label(Math.Pow(10, power))}</text>\n");
        }
        for (var i = 0; i < timings.Count; i++)
        {
            var y = Top + (i * RowHeight);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{Left - 12}\" y=\"{y + 21}\" text-anchor=\"end\">{WebUtility.HtmlEncode(TourText.Shorten(timings[i].Query, 44))}</text>\n");
            Bar(svg, "before", Milliseconds(timings[i].Before), y + 3, low, high);
            Bar(svg, "after", Milliseconds(timings[i].After), y + 5 + BarHeight, low, high);
        }
        return svg.Append("</svg>").ToString();
    }

    private static void Bar(StringBuilder svg, string kind, double value, int y, double low, double high)
    {
        var end = X(value, low, high);
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{Left}\" y=\"{y}\" width=\"{Math.Max(1, end - Left):0.#}\" height=\"{BarHeight}\" rx=\"2\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{end + 5:0.#}\" y=\"{y + BarHeight - 3}\">{Label(value)}</text>\n");
    }

    private static double X(double value, double low, double high) => Left + ((Math.Log10(value) - low) / (high - low) * (Width - Left - Right));

    /// <summary>A logarithm needs something: nothing here is timed finer than a microsecond.</summary>
    private static double Milliseconds(TimeSpan time) => Math.Max(0.001, time.TotalMilliseconds);

    private static string Label(double milliseconds) => milliseconds switch
    {
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.##} s"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.#} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:0} µs"),
    };
}

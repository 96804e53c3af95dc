using System.Globalization;
using System.Net;
using System.Text;
using DbaPS.Indexes;
using DbaPS.Presentation;
using DbaPS.Restores;

namespace DbaPS.Tours;

/// <summary>The tour's report: one HTML file that needs nothing else, neither scripts nor fonts nor the network.</summary>
internal sealed class TourReport
{
    private const string Style = """
        :root { --ink: #1c2530; --soft: #5b6875; --paper: #ffffff; --line: #dde3e9; --panel: #f6f8fa; --before: #c2570c; --after: #0b7a75; --good: #1a7f37; --bad: #b42318; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa7b4; --paper: #0e141b; --line: #2a3541; --panel: #151d26; --before: #f0883e; --after: #39c5bb; --good: #4ac26b; --bad: #ff7b72; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 860px; margin: 0 auto; padding: 32px 20px 64px; }
        h1 { font-size: 28px; margin: 0 0 4px; } h2 { font-size: 21px; margin: 44px 0 4px; } h3 { font-size: 16px; margin: 28px 0 8px; }
        p { margin: 6px 0; } .soft { color: var(--soft); } .good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; } .wide { overflow-x: auto; }
        th { text-align: left; color: var(--soft); font-weight: 600; } th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        code, pre { font: 13px/1.45 ui-monospace, Consolas, monospace; } pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; margin: 8px 0; }
        .panel { border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px; margin: 10px 0; } ul { margin: 6px 0; padding-left: 20px; }
        svg { width: 100%; height: auto; display: block; margin: 8px 0; } .before { fill: var(--before); } .after { fill: var(--after); }
        svg text { fill: var(--ink); font: 11px ui-monospace, Consolas, monospace; } svg .tick { fill: var(--soft); } .grid { stroke: var(--line); }
        .key span { display: inline-block; width: 12px; height: 12px; border-radius: 2px; margin: 0 6px 0 0; vertical-align: -1px; } .key .b { background: var(--before); } .key .a { background: var(--after); margin-left: 18px; }
        """;

    private readonly StringBuilder _page = new();

    /// <summary>Writes the report of all engines' stories.</summary>
    /// <param name="at">When the tour ended, UTC.</param>
    public static string Write(IReadOnlyList<TourStory> stories, DateTimeOffset at)
    {
        var report = new TourReport();
        report.Line($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>DbaPS tour</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>");
        report.Line("<h1>DbaPS tour</h1>");
        report.Line($"<p class=\"soft\">{Human.Time(at)} · find what is slow, index it, back up, prove the restore</p>");
        foreach (var story in stories)
        {
            report.Tell(story);
        }
        report.Line("</main>\n</body>\n</html>");
        return report._page.ToString();
    }

    private void Tell(TourStory story)
    {
        Line($"<h2>{Text(story.Engine)} {Text(story.Version.Split(' ')[0])}</h2>");
        Line($"<p class=\"soft\">A shop of {TourText.Count(story.Tables.Sum(t => t.Rows ?? 0), "row")} in {TourText.Count(story.Tables.Count, "table")}, made for this run.</p>");
        TellIndex(story);
        TellDrills(story);
        Line("<h3>Every step</h3>");
        Table(["#", "Step", "Cmdlet", "Result", "Time"], story.Steps.Select(s => new[] { Number(s.Number), s.Step, s.Cmdlet ?? "", s.Result, Human.Duration(s.Duration) }), [0, 4]);
    }

    private void TellIndex(TourStory story)
    {
        if (story.Index is not { Measurements.Count: > 0 } index)
        {
            return;
        }
        var timings = index.Measurements.OrderByDescending(m => m.Before).ToList();
        var best = timings.MaxBy(Gain)!;
        Line("<h3>What was slow, and what one index did</h3>");
        Line($"<pre>{Text(index.Sql)}</pre>");
        Line(string.Create(CultureInfo.InvariantCulture,
            $"<p>All statements together took {Human.Duration(index.Before)} before and {Human.Duration(index.After)} after. The greatest gain: {Gain(best):0} times faster.</p>"));
        Line("<p class=\"key soft\"><span class=\"b\"></span>before<span class=\"a\"></span>after · median time of a statement, logarithmic</p>");
        Line(TourPlot.Draw(timings));
        Table(["Statement", "Rows", "Before", "After", "Times faster"], timings.Select(t => new[]
        {
            TourText.Shorten(t.Query, 200), Number(t.Rows), Human.Duration(t.Before), Human.Duration(t.After), Gain(t).ToString("0.0", CultureInfo.InvariantCulture),
        }), [1, 2, 3, 4]);
    }

    private void TellDrills(TourStory story)
    {
        if (story.Backup is not { } backup)
        {
            return;
        }
        Line("<h3>The backup, and its proof</h3>");
        Line($"<p>{TourText.Count(backup.Rows, "row")} in {TourText.Count(backup.Tables, "table")}, {Human.Size(backup.RawBytes)} as {Human.Size(backup.SizeBytes)} on disk, taken in {Human.Duration(backup.Duration)}, with a content digest of every table.</p>");
        if (story.GoodDrill is { } good)
        {
            Drill("The backup as it was taken", good);
        }
        foreach (var (damage, drill) in story.BadDrills)
        {
            Drill(damage, drill);
        }
    }

    private void Drill(string title, DbaRestoreTest drill)
    {
        Line("<div class=\"panel\">");
        Line($"<p><b>{Text(title)}</b> — <span class=\"{(drill.Passed ? "good\">proved" : "bad\">refused")}</span></p>");
        if (drill.Passed)
        {
            Line($"<p class=\"soft\">Tables: {Text(drill.Digest.ToString())}. Integrity: {Text(drill.IntegrityResult?.ToString() ?? "not checked")}. Restored and proved in {Human.Duration(drill.RtoActual)}.</p>");
        }
        else
        {
            Line("<ul>");
            foreach (var finding in drill.Findings)
            {
                Line($"<li><b>{Text(finding.Kind.ToString())}</b> <code>{Text(finding.Object)}</code>: {Text(finding.Message)}</li>");
            }
            Line("</ul>");
        }
        Line("</div>");
    }

    private void Table(IReadOnlyList<string> heads, IEnumerable<string[]> rows, int[] numbers)
    {
        Line("<div class=\"wide\"><table>");
        Line($"<tr>{string.Concat(heads.Select((h, i) => $"<th{Class(i, numbers)}>{Text(h)}</th>"))}</tr>");
        foreach (var row in rows)
        {
            Line($"<tr>{string.Concat(row.Select((cell, i) => $"<td{Class(i, numbers)}>{Text(cell)}</td>"))}</tr>");
        }
        Line("</table></div>");
    }

    private static string Class(int column, int[] numbers) => numbers.Contains(column) ? " class=\"number\"" : "";

    private static double Gain(IndexMeasurement timing) => timing.After > TimeSpan.Zero ? timing.Before / timing.After : 1;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(Human.OneLine(text));

    private void Line(string text) => _page.Append(text).Append('\n');
}

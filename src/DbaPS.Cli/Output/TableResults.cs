using DbaPS.Engines;
using Spectre.Console;

namespace DbaPS.Cli.Output;

/// <summary>
/// Results as tables that fit the width. Rows go out in chunks: the first chunk settles the columns' widths, later ones keep them.
/// </summary>
internal sealed class TableResults : IResultWriter
{
    private const int ChunkRows = 64;
    private const int Gap = 2;
    private const int NarrowestColumn = 8;

    private static readonly string[] BaseProperties = [.. typeof(DbaObject).GetProperties().Select(p => p.Name)];

    private readonly Terminal _terminal;
    private readonly IAnsiConsole _console;
    private readonly List<object> _held = [];
    private Type? _type;
    private string[]? _keys;
    private string? _group;
    private List<ViewColumn> _columns = [];
    private int[]? _widths;
    private bool _started;

    public TableResults(Terminal terminal)
    {
        _terminal = terminal;
        _console = terminal.Out;
    }

    public void Write(object item)
    {
        if (ObjectShape.IsScalar(item))
        {
            Flush();
            _type = null;
            _terminal.Line(item as string ?? CellText.Short("", item));
            return;
        }
        var group = DefaultView.Of(item.GetType()) is { GroupBy: { } property } ? CellText.Short(property, ObjectShape.Get(item, property)) : null;
        if (IsOtherShape(item) || group != _group)
        {
            Flush();
            Begin(item);
            _group = group;
        }
        _held.Add(item);
        if (_held.Count >= ChunkRows)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (_held.Count > 0)
        {
            WriteHeld();
            _held.Clear();
        }
        _terminal.FlushText();
    }

    public void Complete() => Flush();

    private void WriteHeld()
    {
        var view = DefaultView.Of(_type!);
        if (view?.IsList ?? (_widths is null && _held.Count == 1 && _columns.Count > 7))
        {
            foreach (var item in _held)
            {
                WriteList(item);
            }
        }
        else
        {
            WriteChunk();
        }
    }

    private bool IsOtherShape(object item) =>
        item.GetType() != _type || (_keys is not null && !ObjectShape.Read(item).Select(m => m.Key).SequenceEqual(_keys));

    private void Begin(object item)
    {
        _type = item.GetType();
        _widths = null;
        var members = ObjectShape.Read(item).ToList();
        _keys = item is System.Collections.IDictionary or IReadOnlyDictionary<string, object?> ? [.. members.Select(m => m.Key)] : null;
        _columns = DefaultView.Of(_type) is { } view
            ? [.. view.Columns]
            : [.. members.Where(m => item is not DbaObject || !BaseProperties.Contains(m.Key)).Select(m => new ViewColumn(m.Key, m.Key, m.Value is sbyte or byte or short or int or long or decimal or double or float or TimeSpan))];
    }

    private void WriteList(object item)
    {
        Separate();
        var shown = DefaultView.Of(_type!) is { } view ? view.Columns : [.. ObjectShape.Read(item).Select(m => new ViewColumn(m.Key, m.Key, false))];
        var names = shown.Max(c => Measure(c.Label)) + Gap;
        foreach (var column in shown)
        {
            var value = ObjectShape.Get(item, column.Property);
            var lines = value is System.Collections.IEnumerable items and not string and not byte[] and not System.Collections.IDictionary
                ? items.Cast<object?>().Select(i => CellText.Short(column.Property, i)).ToList()
                : [CellText.Short(column.Property, value)];
            for (var i = 0; i < Math.Max(1, lines.Count); i++)
            {
                _terminal.Bold(Pad(i == 0 ? column.Label : "", names, rightAligned: false));
                _terminal.Line(lines.ElementAtOrDefault(i) ?? "");
            }
        }
    }

    private void WriteChunk()
    {
        var cells = _held.Select(item => _columns.Select(c => CellText.Short(c.Property, ObjectShape.Get(item, c.Property))).ToArray()).ToList();
        var first = _widths is null;
        if (first)
        {
            Separate();
            WriteGroup();
            Layout(cells);
        }
        var table = new Table { Border = TableBorder.None, ShowHeaders = false, UseSafeBorder = true };
        for (var i = 0; i < _columns.Count; i++)
        {
            table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, i == _columns.Count - 1 ? 0 : Gap, 0), Width = _widths![i] });
        }
        if (first)
        {
            table.AddRow(_columns.Select((c, i) => new Text(Fit(c.Label, _widths![i], c.RightAligned), new Style(decoration: Decoration.Bold))));
            table.AddRow(_columns.Select((_, i) => new Text(new string('-', _widths![i]), new Style(decoration: Decoration.Dim))));
        }
        foreach (var row in cells)
        {
            table.AddRow(row.Take(_columns.Count).Select((cell, i) => new Text(Fit(cell, _widths![i], _columns[i].RightAligned))));
        }
        _console.Write(table);
    }

    /// <summary>Each column as wide as it needs; when that is too wide, the widest give way, and columns that still find no room go.</summary>
    private void Layout(List<string[]> cells)
    {
        var widths = _columns.Select((c, i) => Math.Max(Measure(c.Label), cells.Max(row => Measure(row[i])))).ToList();
        while (widths.Count > 1 && widths.Sum(w => Math.Min(w, NarrowestColumn)) + (Gap * (widths.Count - 1)) > _console.Profile.Width)
        {
            widths.RemoveAt(widths.Count - 1);
            _columns.RemoveAt(_columns.Count - 1);
        }
        var room = _console.Profile.Width - (Gap * (widths.Count - 1)) - 1;
        while (widths.Sum() > room && widths.Max() > NarrowestColumn)
        {
            var widest = widths.Max();
            var next = widths.Where(w => w < widest).DefaultIfEmpty(NarrowestColumn).Max();
            var share = widths.Count(w => w == widest);
            var target = Math.Max(Math.Max(next, NarrowestColumn), widest - (int)Math.Ceiling((widths.Sum() - room) / (double)share));
            target = Math.Min(target, widest - 1);
            for (var i = 0; i < widths.Count; i++)
            {
                widths[i] = widths[i] == widest ? target : widths[i];
            }
        }
        _widths = [.. widths];
    }

    private void WriteGroup()
    {
        if (DefaultView.Of(_type!)?.GroupBy is { } name && _group is not null)
        {
            _terminal.Bold($"{name}: ");
            _terminal.Line(_group);
            _terminal.Line("");
        }
    }

    private void Separate()
    {
        if (_started)
        {
            _terminal.Line("");
        }
        _started = true;
    }

    private static int Measure(string text) => text.GetCellWidth();

    private static string Fit(string text, int width, bool rightAligned)
    {
        if (Measure(text) > width)
        {
            var kept = new System.Text.StringBuilder();
            var used = 0;
            foreach (var rune in text.EnumerateRunes())
            {
                var size = rune.ToString().GetCellWidth();
                if (used + size > width - 1)
                {
                    break;
                }
                kept.Append(rune);
                used += size;
            }
            text = kept.Append('…').ToString();
        }
        return Pad(text, width, rightAligned);
    }

    private static string Pad(string text, int width, bool rightAligned)
    {
        var blanks = new string(' ', Math.Max(0, width - Measure(text)));
        return rightAligned ? blanks + text : text + blanks;
    }
}

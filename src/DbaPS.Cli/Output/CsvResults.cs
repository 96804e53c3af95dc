using System.Text;

namespace DbaPS.Cli.Output;

/// <summary>
/// Results as CSV (RFC 4180) with a heading from the first object. An object of another shape begins a table of its own after an
/// empty line. NULL is an empty field, empty text is <c>""</c>; structures inside a field are JSON.
/// </summary>
internal sealed class CsvResults : IResultWriter
{
    private const int FlushAt = 32 * 1024;

    private readonly Stream _output;
    private readonly StringBuilder _text = new();
    private string[]? _names;

    public CsvResults(Stream output) => _output = output;

    public void Write(object item)
    {
        if (ObjectShape.IsScalar(item))
        {
            Write(["Value"], [item]);
            return;
        }
        var members = ObjectShape.Read(item).ToList();
        Write([.. members.Select(m => m.Key)], members.Select(m => m.Value));
    }

    public void Flush()
    {
        _output.Write(Encoding.UTF8.GetBytes(_text.ToString()));
        _output.Flush();
        _text.Clear();
    }

    public void Complete() => Flush();

    private void Write(string[] names, IEnumerable<object?> values)
    {
        if (_names is null || !_names.SequenceEqual(names))
        {
            _text.Append(_names is null ? "" : "\r\n");
            Append(names);
            _names = names;
        }
        Append(values);
        if (_text.Length >= FlushAt)
        {
            Flush();
        }
    }

    private void Append(IEnumerable<object?> values)
    {
        var first = true;
        foreach (var value in values)
        {
            _text.Append(first ? "" : ",").Append(Quote(CellText.Exact(value)));
            first = false;
        }
        _text.Append("\r\n");
    }

    private static string Quote(string? text) => text switch
    {
        null => "",
        "" => "\"\"",
        _ when text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text[0] == ' ' || text[^1] == ' ' => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => text,
    };
}

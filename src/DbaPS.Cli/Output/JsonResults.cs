using System.Text.Encodings.Web;
using System.Text.Json;

namespace DbaPS.Cli.Output;

/// <summary>Results as one JSON array, or as JSON Lines: an object a line.</summary>
internal sealed class JsonResults : IResultWriter, IDisposable
{
    private const int FlushAt = 32 * 1024;

    private readonly Terminal _terminal;
    private readonly bool _lines;
    private readonly MemoryStream _buffer = new();
    private readonly Utf8JsonWriter _json;
    private bool _started;

    public JsonResults(Terminal terminal, bool lines)
    {
        _terminal = terminal;
        _lines = lines;
        // The text goes to files and programs, not into a page, so letters stay letters.
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = !lines, SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void Write(object item)
    {
        if (!_lines)
        {
            _buffer.Write(_started ? ",\n"u8 : "[\n"u8);
            _started = true;
        }
        JsonText.Write(_json, item);
        _json.Flush();
        _json.Reset();
        if (_lines)
        {
            _buffer.WriteByte((byte)'\n');
        }
        if (_buffer.Length >= FlushAt)
        {
            Flush();
        }
    }

    public void Flush()
    {
        _terminal.Output.Write(_buffer.GetBuffer(), 0, (int)_buffer.Length);
        _terminal.Output.Flush();
        _buffer.SetLength(0);
    }

    public void Complete()
    {
        if (!_lines)
        {
            _buffer.Write(_started ? "\n]\n"u8 : "[]\n"u8);
        }
        Flush();
    }

    public void Dispose()
    {
        _json.Dispose();
        _buffer.Dispose();
    }
}

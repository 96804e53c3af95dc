using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DbaPS.Connections;
using Spectre.Console;

#pragma warning disable RS0030 // The console is banned everywhere but here.

namespace DbaPS.Cli;

/// <summary>The one class that talks to the console: standard streams, width, questions, Ctrl+C.</summary>
internal sealed class Terminal : IDisposable
{
    private const int WidthWithoutTerminal = 160;

    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Lazy<TextReader> _input = new(() => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)));
    private readonly StreamWriter _errors;
    private readonly StreamWriter _text;
    private readonly List<IDisposable> _signals = [];
    private bool _progressShown;

    public Terminal()
    {
        _text = new StreamWriter(_output, new UTF8Encoding(false), 16 * 1024) { AutoFlush = false };
        _errors = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
        Out = Make(_text, IsOutputTerminal);
        Errors = Make(_errors, IsErrorTerminal);
    }

    public static bool IsOutputTerminal => !Console.IsOutputRedirected;

    public static bool IsErrorTerminal => !Console.IsErrorRedirected;

    public static bool IsInputRedirected => Console.IsInputRedirected;

    /// <summary>True when there is somebody to ask.</summary>
    public static bool CanAsk => !IsInputRedirected && IsErrorTerminal;

    /// <summary>Standard output for tables and text.</summary>
    public IAnsiConsole Out { get; }

    private IAnsiConsole Errors { get; }

    /// <summary>Standard output for formats that programs read.</summary>
    public Stream Output => _output;

    public void FlushText() => _text.Flush();

    /// <summary>A line of standard output, left to the terminal to wrap. Control characters in data can't steer it.</summary>
    public void Line(string text) => _text.WriteLine(Harmless(text));

    /// <summary>Text in bold where the terminal can, without a line's end.</summary>
    public void Bold(string text) => Out.Write(new Text(text, new Style(decoration: Decoration.Bold)));

    public void ErrorLine(string label, string text, Color color)
    {
        ClearProgress();
        Errors.Write(new Text(label + ": ", new Style(color)));
        _errors.WriteLine(Harmless(text));
    }

    public void ErrorLine(string text)
    {
        ClearProgress();
        _errors.WriteLine(Harmless(text));
    }

    /// <summary>Shows one line that the next one replaces. Nothing without a terminal.</summary>
    public void Progress(string text)
    {
        if (IsErrorTerminal)
        {
            var width = Math.Max(20, Errors.Profile.Width - 1);
            var line = Harmless(text);
            _errors.Write($"\r\u001b[2K{(line.Length > width ? line[..width] : line)}");
            _progressShown = true;
        }
    }

    public void ClearProgress()
    {
        if (_progressShown)
        {
            _errors.Write("\r\u001b[2K");
            _progressShown = false;
        }
    }

    /// <summary>Asks a yes-or-no question. Enter is no.</summary>
    public bool Ask(string question)
    {
        ClearProgress();
        Errors.Write(new Text(question + " [y/N] "));
        return Console.ReadLine()?.Trim() is { } answer && (answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads a password without showing it.</summary>
    public Secret AskPassword(string prompt)
    {
        Errors.Write(new Text(prompt));
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                typed.Append(key.KeyChar);
            }
        }
        Errors.WriteLine();
        return new Secret(typed.ToString());
    }

    /// <summary>The next line of standard input; null at its end.</summary>
    public Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        // A read of a pipe can't be called back, so it is left alone when the token is cancelled.
        Task.Run(() => _input.Value.ReadLine(), CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>Calls back at Ctrl+C and at a request to terminate. A second one ends the process at once.</summary>
    public void OnCancel(Action cancel)
    {
        var asked = 0;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                if (Interlocked.Increment(ref asked) == 1)
                {
                    context.Cancel = true;
                    cancel();
                }
            }));
        }
    }

    public void Dispose()
    {
        ClearProgress();
        _signals.ForEach(s => s.Dispose());
        try
        {
            _text.Dispose();
            _output.Dispose();
        }
        catch (IOException)
        {
            // The reader has gone; nothing is left to tell it.
        }
        _errors.Dispose();
    }

    private static string Harmless(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
        ? new string([.. text.Where(c => c != '\r').Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '·' : c)])
        : text;

    private static IAnsiConsole Make(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Interactive = InteractionSupport.No,
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        console.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns >= 20
            ? columns
            : isTerminal ? console.Profile.Width : WidthWithoutTerminal;
        return console;
    }
}

using System.Data;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using DbaPS.Cli.Binding;
using DbaPS.Cli.Output;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Secrets;
using Spectre.Console;

namespace DbaPS.Cli;

/// <summary>What the console does with what an operation says: results to standard output, everything else to standard error.</summary>
internal sealed class ConsoleHost : IPipelineHost, ISecretVault, IDisposable
{
    private static readonly TimeSpan HoldBack = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan ProgressPause = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly Terminal _terminal;
    private readonly IResultWriter _results;
    private readonly OperationAttribute _operation;
    private readonly CommonOptions _options;
    private readonly Timer _timer;
    private bool _pending;
    private long _lastProgress;
    private ExceptionDispatchInfo? _outputFailure;

    public ConsoleHost(Terminal terminal, IResultWriter results, OperationAttribute operation, CommonOptions options)
    {
        _terminal = terminal;
        _results = results;
        _operation = operation;
        _options = options;
        // Results held back for layout go out after a moment even when nothing follows them.
        _timer = new Timer(_ => FlushPending(), null, HoldBack, HoldBack);
    }

    /// <summary>True once an error was reported or a change failed.</summary>
    public bool Failed { get; private set; }

    public void Write(object item)
    {
        lock (_gate)
        {
            ThrowOutputFailure();
            _terminal.ClearProgress();
            if (item is DataTable table)
            {
                foreach (DataRow row in table.Rows)
                {
                    _results.Write(row);
                }
            }
            else
            {
                _results.Write(item);
            }
            _pending = true;
            Failed |= item is DbaChange { Status: ChangeStatus.Failed };
        }
    }

    public void Error(DbaError error)
    {
        Failed = true;
        Tell(() =>
        {
            _terminal.ErrorLine("error", error.Message, Color.Red);
            if (error.RecommendedAction is { } advice)
            {
                _terminal.ErrorLine($"  {advice}");
            }
            if (_options.Verbose)
            {
                _terminal.ErrorLine($"  [{error.Id}, {error.Category}{(error.NativeCode is { } code ? $", {code}" : "")}]");
                foreach (var line in new[] { error.Statement, error.Cause?.ToString() }.OfType<string>())
                {
                    _terminal.ErrorLine("  " + line.ReplaceLineEndings("\n  "));
                }
            }
        });
    }

    public void Warning(string message) => Tell(() => _terminal.ErrorLine("warning", message, Color.Yellow));

    public void Verbose(string message)
    {
        if (_options.Verbose)
        {
            Tell(() => _terminal.ErrorLine("verbose", message, Color.Grey));
        }
    }

    public void Progress(ProgressUpdate update)
    {
        lock (_gate)
        {
            if (update.Completed)
            {
                _terminal.ClearProgress();
            }
            else if (Stopwatch.GetElapsedTime(_lastProgress) >= ProgressPause)
            {
                _lastProgress = Stopwatch.GetTimestamp();
                var share = update.Fraction is { } fraction ? $" {fraction * 100,3:0} %" : "";
                _terminal.Progress($"{update.Activity}{share}  {update.Status}");
            }
        }
    }

    public ChangeAnswer Confirm(ChangePrompt prompt)
    {
        if (_options.WhatIf)
        {
            Tell(() => _terminal.ErrorLine("what if", Describe(prompt), Color.Aqua));
            return ChangeAnswer.WhatIf;
        }
        if (_options.Yes || _options.Confirm == false || !(prompt.Destructive || _operation.Destructive || _options.Confirm == true))
        {
            return ChangeAnswer.Proceed;
        }
        if (!Terminal.CanAsk)
        {
            Error(new DbaError("ConfirmationNeeded", DbaErrorCategory.OperationStopped, $"{prompt.Action}: {prompt.Target}: nobody can be asked here, so it was declined.",
                "Add -Yes to go ahead without being asked, or -WhatIf to see what would be done.")
            { Target = prompt.Target });
            return ChangeAnswer.Declined;
        }
        lock (_gate)
        {
            _results.Flush();
            _terminal.ErrorLine("confirm", Describe(prompt), Color.Yellow);
            return _terminal.Ask("Go ahead?") ? ChangeAnswer.Proceed : ChangeAnswer.Declined;
        }
    }

    /// <summary>SecretManagement is PowerShell's own: the console says so.</summary>
    public Secret ReadSecret(string name, string? vault) =>
        throw new DbaException(DbaErrors.VaultUnavailable(new SecretReference("vault", vault is null ? name : $"{name}/{vault}"), "the console program dbaps"));

    /// <summary>The end of all results.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            ThrowOutputFailure();
            _terminal.ClearProgress();
            _results.Complete();
            _pending = false;
        }
    }

    public void Dispose() => _timer.Dispose();

    private static string Describe(ChangePrompt prompt)
    {
        var text = prompt.Action.Contains(prompt.Target, StringComparison.Ordinal) ? prompt.Action : $"{prompt.Action}: {prompt.Target}";
        return prompt.Sql is { Length: > 0 } sql ? $"{text}\n  {sql.ReplaceLineEndings("\n  ")}" : text;
    }

    // Results so far come first, so that both streams tell one story on a terminal.
    private void Tell(Action speak)
    {
        lock (_gate)
        {
            if (_outputFailure is null)
            {
                _results.Flush();
                _pending = false;
            }
            speak();
        }
    }

    private void FlushPending()
    {
        lock (_gate)
        {
            if (!_pending)
            {
                return;
            }
            try
            {
                _results.Flush();
            }
            catch (Exception failure)
            {
                // Most likely whoever read the output has gone; the next write ends the operation.
                _outputFailure = ExceptionDispatchInfo.Capture(failure);
            }
            _pending = false;
        }
    }

    private void ThrowOutputFailure() => _outputFailure?.Throw();
}

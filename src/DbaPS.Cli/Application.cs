using System.Reflection;
using System.Text.Json;
using DbaPS.Cli.Binding;
using DbaPS.Cli.Output;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Parts;
using DbaPS.Pipeline;
using Spectre.Console;

namespace DbaPS.Cli;

/// <summary>The command line from its first word to its exit code.</summary>
internal sealed class Application
{
    private readonly Terminal _terminal;

    public Application(Terminal terminal) => _terminal = terminal;

    private static string Version => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public async Task<ExitCode> RunAsync(string[] arguments)
    {
        try
        {
            return await DispatchAsync(arguments);
        }
        catch (UsageException problem)
        {
            _terminal.ErrorLine("error", problem.Message, Color.Red);
            if (problem.Advice is not null)
            {
                _terminal.ErrorLine($"  {problem.Advice}");
            }
            return ExitCode.Usage;
        }
        catch (IOException)
        {
            // Standard output was closed by its reader (head, a pager): the rest is not wanted.
            return ExitCode.Errors;
        }
    }

    private async Task<ExitCode> DispatchAsync(string[] arguments)
    {
        var help = new Help(_terminal);
        switch (arguments.FirstOrDefault()?.TrimStart('-').ToUpperInvariant())
        {
            case null:
                help.WriteOverview();
                return ExitCode.Usage;
            case "HELP" or "H" or "?":
                return Show(help, arguments.ElementAtOrDefault(1));
            case "VERSION":
                _terminal.Line($"dbaps {Version}");
                return Done();
            case "LIST":
                List(arguments);
                return ExitCode.Success;
        }
        var operation = Find(arguments[0]);
        var line = CommandLine.Parse(operation, arguments[1..]);
        return line.HelpWanted ? Show(help, operation.Name) : await RunAsync(line);
    }

    private static OperationDescriptor Find(string name)
    {
        if (OperationCatalog.Find(name) is { } operation)
        {
            return operation;
        }
        var near = Spelling.Nearest(name, OperationCatalog.All.Select(o => o.Name));
        throw new UsageException($"There is no command '{name}'.", near is null ? "See what there is: dbaps list" : $"Did you mean {near}? All of them: dbaps list");
    }

    private ExitCode Show(Help help, string? name)
    {
        if (name is null)
        {
            help.WriteOverview();
        }
        else
        {
            help.Write(Find(name));
        }
        return Done();
    }

    private ExitCode Done()
    {
        _terminal.FlushText();
        return ExitCode.Success;
    }

    private void List(string[] arguments)
    {
        var format = arguments.Length == 1 ? (OutputFormat?)null : arguments is [_, var option, var text] && option.TrimStart('-').Equals("Output", StringComparison.OrdinalIgnoreCase) && Enum.TryParse<OutputFormat>(text, ignoreCase: true, out var read)
            ? read
            : throw new UsageException("list takes -Output table|json|csv|jsonl and nothing else.");
        var results = MakeWriter(format ?? OutputFormat.Table);
        foreach (var operation in OperationCatalog.All)
        {
            results.Write(new CommandListItem(operation.Name, operation.Attribute.Summary, operation.Attribute.Changes));
        }
        results.Complete();
    }

    private async Task<ExitCode> RunAsync(CommandLine line)
    {
        var builder = new RequestBuilder(line, new ValueReader(PasswordOf), Take(Passwords.ServerVariable));
        _ = Take(Passwords.PasswordVariable);
        var input = new InputPlan(line, builder);
        var alone = input.Reads ? null : Validated(builder.Build());
        using var stop = new CancellationTokenSource();
        _terminal.OnCancel(stop.Cancel);
        using var host = new ConsoleHost(_terminal, MakeWriter(line.Options.Output ?? (Terminal.IsOutputTerminal ? OutputFormat.Table : OutputFormat.Jsonl)), line.Operation.Attribute, line.Options);
        await using var runtime = new DbaRuntime(PartCatalog.Installed());
        try
        {
            if (alone is not null)
            {
                Run(line.Operation, runtime, host, alone, stop.Token);
            }
            else
            {
                await RunPerLineAsync(line, builder, input, runtime, host, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            host.Complete();
            _terminal.ErrorLine("cancelled", "the operation was stopped before it finished.", Color.Yellow);
            return ExitCode.Cancelled;
        }
        host.Complete();
        return stop.IsCancellationRequested ? ExitCode.Cancelled : host.Failed ? ExitCode.Errors : ExitCode.Success;
    }

    private async Task RunPerLineAsync(CommandLine line, RequestBuilder builder, InputPlan input, DbaRuntime runtime, ConsoleHost host, CancellationToken cancellationToken)
    {
        long number = 0, objects = 0;
        while (await _terminal.ReadLineAsync(cancellationToken) is { } text)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }
            objects++;
            object request;
            try
            {
                using var json = JsonDocument.Parse(text);
                request = builder.Build(json.RootElement);
            }
            catch (Exception problem) when (problem is JsonException or UsageException)
            {
                // What the line holds may be anything, also a secret: its number has to do.
                var why = problem is UsageException ? problem.Message : "it is not JSON.";
                host.Error(new DbaError("InputInvalid", DbaErrorCategory.InvalidData, $"Line {number} of standard input was left out: {why}", "Give one JSON object a line, as dbaps writes them with -Output jsonl.") { Target = number });
                continue;
            }
            Run(line.Operation, runtime, host, request, cancellationToken);
        }
        if (objects > 0)
        {
            return;
        }
        if (input.RunsWhenEmpty)
        {
            Run(line.Operation, runtime, host, Validated(builder.Build()), cancellationToken);
        }
        else
        {
            // A scheduler that hands over an empty input and hears of success would believe that something was done.
            host.Error(new DbaError("InputEmpty", DbaErrorCategory.InvalidArgument, $"Standard input was empty, so {line.Operation.Name} changed nothing.",
                $"Name what to work on with -{builder.FromPipeline.First().Name}, or give -NoInput where a scheduler hands over an empty input."));
        }
    }

    private static void Run(OperationDescriptor operation, DbaRuntime runtime, ConsoleHost host, object request, CancellationToken cancellationToken)
    {
        try
        {
            PipelinePump.Run(host, (pipeline, token) => operation.RunAsync(runtime, request, pipeline, token), cancellationToken);
        }
        catch (DbaException failure)
        {
            host.Error(failure.Error);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException) || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            host.Error(DbaErrors.Unexpected(failure));
        }
    }

    private static object Validated(object request)
    {
        try
        {
            RequestValidator.Validate(request);
            return request;
        }
        catch (DbaException problem)
        {
            throw new UsageException(problem.Error.Message, problem.Error.RecommendedAction);
        }
    }

    /// <summary>Reads a variable once and takes it out of the environment, so that no program started from here inherits a password.</summary>
    private static string? Take(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, null);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private Secret? PasswordOf(string user)
    {
        if (Environment.GetEnvironmentVariable(Passwords.PasswordVariable) is { } password)
        {
            return new Secret(password);
        }
        return Terminal.CanAsk ? _terminal.AskPassword($"Password of {user}: ") : null;
    }

    private IResultWriter MakeWriter(OutputFormat format) => format switch
    {
        OutputFormat.Json => new JsonResults(_terminal, lines: false),
        OutputFormat.Jsonl => new JsonResults(_terminal, lines: true),
        OutputFormat.Csv => new CsvResults(_terminal.Output),
        _ => new TableResults(_terminal),
    };
}

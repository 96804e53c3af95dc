using System.Collections;
using System.Management.Automation;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Cmdlets.Completers;

/// <summary>Asks a server that is already connected for names. Completion never opens a session and never waits long.</summary>
internal static class CatalogNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The session meant on the command line so far; empty when there is none to ask.</summary>
    public static IReadOnlyList<ServerTarget> Server(IDictionary bound)
    {
        var sessions = ModuleRuntime.Current.Sessions;
        var given = bound["Server"] is PSObject wrapped ? wrapped.BaseObject : bound["Server"];
        return given switch
        {
            DbaSession session => [new ServerTarget(session)],
            null when sessions.Explicit.Count == 1 => [new ServerTarget(sessions.Explicit[0])],
            null => [],
            _ => [.. sessions.Every.Where(s => s.Server.Address.Equals(given.ToString(), StringComparison.OrdinalIgnoreCase)).Take(1).Select(s => new ServerTarget(s))],
        };
    }

    public static IReadOnlyList<string> Read<TRequest, T>(IOperation<TRequest> operation, TRequest request, Func<T, string> name)
        where TRequest : ServerRequest
    {
        if (request.Server.Count == 0)
        {
            return [];
        }
        var names = new Collector<T>(name);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            PipelinePump.Run(names, (pipeline, token) => operation.RunAsync(request, pipeline, token), patience.Token);
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            // Completion has nobody to tell; the cmdlet itself will.
        }
        return names.Names;
    }

    private sealed class Collector<T> : IPipelineHost
    {
        private readonly Func<T, string> _name;

        public Collector(Func<T, string> name) => _name = name;

        public List<string> Names { get; } = [];

        public void Write(object item)
        {
            if (item is T known)
            {
                Names.Add(_name(known));
            }
        }

        public void Error(DbaError error)
        {
        }

        public void Warning(string message)
        {
        }

        public void Verbose(string message)
        {
        }

        public void Progress(ProgressUpdate update)
        {
        }

        public ChangeAnswer Confirm(ChangePrompt prompt) => ChangeAnswer.Declined;
    }
}

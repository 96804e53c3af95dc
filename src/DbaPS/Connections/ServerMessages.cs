using DbaPS.Pipeline;

namespace DbaPS.Connections;

/// <summary>
/// Where the notices and warnings go that servers send: to the pipeline of the operation at work, also when an earlier one
/// opened the session it works in.
/// </summary>
public static class ServerMessages
{
    /// <summary>What a warning begins with.</summary>
    public const string WarningPrefix = "WARNING: ";

    private static readonly AsyncLocal<Action<string>?> Current = new();

    /// <summary>Takes the messages of the work at hand; null when nobody listens. An engine asks for it when it takes a connection.</summary>
    public static Action<string>? Receiver => Current.Value;

    /// <summary>
    /// From here to the end of the calling method, and in what it calls, messages go to this pipeline: warnings as warnings,
    /// the others as verbose lines, each text once.
    /// </summary>
    public static void SendTo(IPipeline pipeline)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        SendTo(message =>
        {
            lock (said)
            {
                if (!said.Add(message))
                {
                    return;
                }
            }
            if (message.StartsWith(WarningPrefix, StringComparison.Ordinal))
            {
                pipeline.Warning(message[WarningPrefix.Length..]);
            }
            else
            {
                pipeline.Verbose(message);
            }
        });
    }

    /// <summary>From here to the end of the calling method, and in what it calls, messages go to this receiver.</summary>
    public static void SendTo(Action<string>? receiver) => Current.Value = receiver;
}

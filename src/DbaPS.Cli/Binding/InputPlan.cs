namespace DbaPS.Cli.Binding;

/// <summary>
/// Whether standard input is read. It is, when it is redirected and the operation has a parameter that it could still give.
/// Schedulers and test programs hand over an empty input: then the command line stands alone, unless the operation changes
/// something and nothing on the command line says to what: the end of a pipeline that found nothing must not act on a default.
/// </summary>
internal sealed class InputPlan
{
    public InputPlan(CommandLine line, RequestBuilder builder)
    {
        var open = builder.FromPipeline.Where(p => !line.Given.ContainsKey(p)).ToList();
        Reads = open.Count > 0 && Terminal.IsInputRedirected && !line.Options.NoInput;
        RunsWhenEmpty = !line.Operation.Attribute.Changes || builder.FromPipeline.Any(line.Given.ContainsKey);
    }

    public bool Reads { get; }

    /// <summary>True when an input without objects still means one run.</summary>
    public bool RunsWhenEmpty { get; }
}

namespace DbaPS.Operations;

/// <summary>What an operation takes that works in databases of a server.</summary>
public abstract record DatabaseRequest : ServerRequest
{
    [Argument("The databases to work in. Default: the session's own.", FromPipeline = true)]
    public IReadOnlyList<string> Database { get; init; } = [];
}

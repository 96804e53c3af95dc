using System.ComponentModel.DataAnnotations;
using DbaPS.Operations;

namespace DbaPS.Servers;

/// <summary>What Test-DbaServer takes.</summary>
public sealed record ServerTestRequest : ServerRequest
{
    [Argument("Round trips to measure; the median is told. Default: 5.")]
    [Range(1, 1000)]
    public int Count { get; init; } = 5;
}

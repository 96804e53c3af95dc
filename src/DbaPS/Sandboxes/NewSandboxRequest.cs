using System.ComponentModel.DataAnnotations;
using DbaPS.Engines;
using DbaPS.Operations;

namespace DbaPS.Sandboxes;

/// <summary>What New-DbaSandbox takes.</summary>
public sealed record NewSandboxRequest
{
    [Argument("The engine to start, e.g. PostgreSql or Sqlite.", Required = true, Position = 0)]
    public EngineId? Engine { get; init; }

    [Argument("The major version, e.g. 15. Default: the newest installed.")]
    [Range(1, 99)]
    public int? Version { get; init; }

    [Argument("A folder with the engine's programs, searched before the usual places.", IsPath = true)]
    public string? ToolPath { get; init; }

    [Argument("How long it is meant to live; Remove-DbaSandbox -Expired then takes it. Default: until removed.")]
    public TimeSpan? Lifetime { get; init; }
}

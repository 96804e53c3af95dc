using System.ComponentModel.DataAnnotations;
using DbaPS.Operations;

namespace DbaPS.Restores;

/// <summary>What Restore-DbaDatabase takes.</summary>
public sealed record RestoreRequest : ServerRequest
{
    [Argument("The backup's folder.", Position = 1, FromPipeline = true, Aliases = ["BackupPath", "FullName"], IsPath = true)]
    public string? Path { get; init; }

    [Argument("A backup the history knows, instead of -Path.", FromPipeline = true)]
    public string? BackupId { get; init; }

    [Argument("The name to restore under (a file for SQLite). Default: the database's name, '_restored_' and the backup's time.", Aliases = ["DatabaseName", "TargetDatabase"])]
    public string? NewName { get; init; }

    [Argument("Replace an existing database of that name. It is kept until the new one is complete.", Aliases = ["WithReplace"])]
    public bool Force { get; init; }

    [Argument("Only show what would run and what stands in its way.")]
    public bool PlanOnly { get; init; }

    [Argument("Roles the target server has not: Create makes them, Map replaces them by -RoleMap, Require stops. Default: Require.")]
    public RestoreRoleMode Roles { get; init; } = RestoreRoleMode.Require;

    [Argument("With -Roles Map: the backup's role and the target's, written app=app_test.")]
    public IReadOnlyList<string> RoleMap { get; init; } = [];

    [Argument("Where the server finds the backup's files, when it is the server that reads them (SQL Server) and they are no longer where it wrote them.")]
    public string? ServerPath { get; init; }

    [Argument("Put everything into the target's default tablespace.")]
    public bool NoTablespaces { get; init; }

    [Argument("The locale to take when the target lacks the database's own, e.g. C.UTF-8: its texts then sort by that one.")]
    public string? Locale { get; init; }

    [Argument("First drop what interrupted restores left on the target: the plan names it.")]
    public bool RemoveLeftovers { get; init; }

    [Argument("Only these tables (name or schema.name; * and ? are wildcards), with what they need.")]
    public IReadOnlyList<string> Table { get; init; } = [];

    [Argument("Only these schemas, with what they need.")]
    public IReadOnlyList<string> Schema { get; init; } = [];

    [Argument("Connections at work at once. Default: the machine's processors, at the most 8.")]
    [Range(1, 64)]
    public int Jobs { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);
}

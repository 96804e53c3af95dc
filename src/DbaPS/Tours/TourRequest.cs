using DbaPS.Engines;
using DbaPS.Operations;

namespace DbaPS.Tours;

/// <summary>What Start-DbaTour takes.</summary>
public sealed record TourRequest
{
    [Argument("Only this engine: Sqlite, PostgreSql, MariaDb or MySql. Default: SQLite, and PostgreSQL where its programs are installed.", Position = 0)]
    public EngineId? Engine { get; init; }

    [Argument("A folder with the engine's programs, searched before the usual places.", IsPath = true)]
    public string? ToolPath { get; init; }

    [Argument("Where to write the report. Default: dbaps-tour.html in the current folder; an older one is replaced.", IsPath = true)]
    public string? ReportPath { get; init; }

    [Argument("Keep the sandbox and the backups for a look at them.")]
    public bool Keep { get; init; }
}

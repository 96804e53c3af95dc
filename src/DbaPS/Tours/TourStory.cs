using DbaPS.Backups;
using DbaPS.Indexes;
using DbaPS.Restores;
using DbaPS.SlowQueries;
using DbaPS.Tables;

namespace DbaPS.Tours;

/// <summary>What the tour saw on one engine: the material of the report.</summary>
internal sealed class TourStory
{
    public TourStory(string engine) => Engine = engine;

    public string Engine { get; }

    public string Version { get; set; } = "";

    public List<DbaTourStep> Steps { get; } = [];

    public IReadOnlyList<DbaTable> Tables { get; set; } = [];

    /// <summary>The workload before the index.</summary>
    public IReadOnlyList<SlowQuery> Slow { get; set; } = [];

    public DbaIndexChange? Index { get; set; }

    public DbaBackup? Backup { get; set; }

    public DbaRestoreTest? GoodDrill { get; set; }

    /// <summary>What was damaged, and what the drill said of it.</summary>
    public List<(string Damage, DbaRestoreTest Drill)> BadDrills { get; } = [];
}

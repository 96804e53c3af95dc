using DbaPS.Operations;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Picks tables or schemas out of an archive, with all they need, and with what hangs on them: indexes, constraints, privileges.</summary>
internal sealed class ArchiveSelection
{
    private static readonly HashSet<string> Relations = new(StringComparer.Ordinal) { "TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE" };

    /// <summary>What hangs on a relation; it comes along when every relation it names does.</summary>
    private static readonly HashSet<string> Satellites = new(StringComparer.Ordinal)
    {
        "INDEX", "CONSTRAINT", "CHECK CONSTRAINT", "FK CONSTRAINT", "DEFAULT", "TRIGGER", "RULE", "POLICY", "ROW SECURITY", "STATISTICS", "SEQUENCE",
        "SEQUENCE OWNED BY", "INDEX ATTACH", "TABLE ATTACH", "MATERIALIZED VIEW DATA",
    };

    /// <summary>What is said of an object; it comes along when the object does.</summary>
    private static readonly HashSet<string> Remarks = new(StringComparer.Ordinal) { "COMMENT", "ACL", "SECURITY LABEL" };

    private readonly IReadOnlyList<ArchiveEntry> _entries;
    private readonly Dictionary<int, ArchiveEntry> _byId;
    private readonly HashSet<int> _chosen = [];
    private readonly HashSet<string> _notes = [];

    private ArchiveSelection(IReadOnlyList<ArchiveEntry> entries)
    {
        _entries = entries;
        _byId = entries.ToDictionary(e => e.DumpId);
    }

    /// <summary>What of the chosen relations is left out, since it needs others.</summary>
    public IReadOnlyCollection<string> Notes => _notes;

    /// <summary>The chosen entries' numbers; empty when nothing matches.</summary>
    public IReadOnlySet<int> Chosen => _chosen;

    public static ArchiveSelection Choose(IReadOnlyList<ArchiveEntry> entries, IReadOnlyList<string> tables, IReadOnlyList<string> schemas)
    {
        var selection = new ArchiveSelection(entries);
        foreach (var entry in entries.Where(e => e.Section == ArchiveSection.PreData && Matches(e, tables, schemas)))
        {
            selection.Take(entry);
        }
        int before;
        do
        {
            before = selection._chosen.Count;
            selection.TakePartitions();
            selection.TakeSatellites();
        }
        while (selection._chosen.Count > before);
        selection.TakeRemarks();
        return selection;
    }

    private static bool Matches(ArchiveEntry entry, IReadOnlyList<string> tables, IReadOnlyList<string> schemas)
    {
        if (schemas.Count > 0 && !Remarks.Contains(entry.Description)
            && NamePattern.Matches(schemas, entry.Description == "SCHEMA" ? entry.Tag : entry.Schema) && (entry.Schema.Length > 0 || entry.Description == "SCHEMA"))
        {
            return true;
        }
        return tables.Count > 0 && Relations.Contains(entry.Description)
            && (NamePattern.Matches(tables, entry.Tag) || NamePattern.Matches(tables, $"{entry.Schema}.{entry.Tag}"));
    }

    private void Take(ArchiveEntry entry)
    {
        if (!_chosen.Add(entry.DumpId))
        {
            return;
        }
        foreach (var needed in entry.Dependencies.Select(d => _byId.GetValueOrDefault(d)).OfType<ArchiveEntry>().Where(n => n.Section == ArchiveSection.PreData))
        {
            Take(needed);
        }
        foreach (var schema in _entries.Where(e => e.Description == "SCHEMA" && e.Tag == entry.Schema))
        {
            Take(schema);
        }
    }

    /// <summary>A partitioned table without its partitions would hold no rows.</summary>
    private void TakePartitions()
    {
        foreach (var attach in _entries.Where(e => e.Description == "TABLE ATTACH"))
        {
            var tables = attach.Dependencies.Select(d => _byId.GetValueOrDefault(d)).OfType<ArchiveEntry>().Where(n => n.Description == "TABLE").ToList();
            var child = tables.Find(t => t.Schema == attach.Schema && t.Tag == attach.Tag);
            if (child is not null && tables.Exists(t => t != child && _chosen.Contains(t.DumpId)))
            {
                Take(child);
            }
        }
    }

    private void TakeSatellites()
    {
        foreach (var entry in _entries.Where(e => Satellites.Contains(e.Description) && !_chosen.Contains(e.DumpId)))
        {
            var needed = entry.Dependencies.Select(d => _byId.GetValueOrDefault(d)).OfType<ArchiveEntry>().ToList();
            var relations = needed.Where(n => Relations.Contains(n.Description)).ToList();
            var later = needed.Where(n => n.Section == ArchiveSection.PostData).ToList();
            if (!relations.Exists(r => _chosen.Contains(r.DumpId)) && !(relations.Count == 0 && later.Exists(l => _chosen.Contains(l.DumpId))))
            {
                continue;
            }
            if (relations.TrueForAll(r => _chosen.Contains(r.DumpId)) && later.TrueForAll(l => _chosen.Contains(l.DumpId)))
            {
                Take(entry);
                _notes.Remove(LeftOut(entry));
            }
            else
            {
                _notes.Add(LeftOut(entry));
            }
        }
    }

    private void TakeRemarks()
    {
        foreach (var entry in _entries.Where(e => Remarks.Contains(e.Description) && e.Dependencies.Count > 0 && e.Dependencies.All(_chosen.Contains)))
        {
            _chosen.Add(entry.DumpId);
        }
    }

    private static string LeftOut(ArchiveEntry entry) => $"{entry} is left out: it needs a relation that is not restored.";
}

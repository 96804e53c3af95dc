using DbaPS.Capabilities;
using DbaPS.Indexes;
using DbaPS.Sqlite.Tables;
using DbaPS.Tables;

namespace DbaPS.Sqlite.Capabilities;

/// <summary>SQLite has no logins: what can be missing is the right to write the file, and what its library was built without.</summary>
internal sealed class SqliteCapabilityProbe : ICapabilityProbe
{
    private readonly SqliteSession _session;

    public SqliteCapabilityProbe(SqliteSession session) => _session = session;

    public IAsyncEnumerable<CapabilityNeed> ProbeAsync(CancellationToken cancellationToken) => SqliteStream.Of(() => Probe(cancellationToken), cancellationToken);

    private List<CapabilityNeed> Probe(CancellationToken cancellationToken)
    {
        using var link = _session.OpenLink(cancellationToken);
        var mayWrite = !_session.IsReadOnly && SqliteApi.sqlite3_db_readonly(link.Handle, "main") == 0;
        var needs = new List<CapabilityNeed>();
        if (!mayWrite)
        {
            needs.Add(new(typeof(IIndexBuilder), "the right to write the file and its folder", null, Blocking: true));
        }
        if (!ObjectSizes.AreKnown(link))
        {
            needs.AddRange(((Type[])[typeof(ITableSource), typeof(IIndexSource)]).Select(source => new CapabilityNeed(source, ObjectSizes.Need, null, Blocking: false)));
        }
        return needs;
    }
}

using DbaPS.Capabilities;
using DbaPS.Indexes;

namespace DbaPS.Sqlite.Capabilities;

/// <summary>SQLite has no logins: what can be missing is the right to write the file.</summary>
internal sealed class SqliteCapabilityProbe : ICapabilityProbe
{
    private readonly SqliteSession _session;

    public SqliteCapabilityProbe(SqliteSession session) => _session = session;

    public IAsyncEnumerable<CapabilityNeed> ProbeAsync(CancellationToken cancellationToken) => SqliteStream.Of(() => Probe(cancellationToken), cancellationToken);

    private List<CapabilityNeed> Probe(CancellationToken cancellationToken)
    {
        using var link = _session.OpenLink(cancellationToken);
        var mayWrite = !_session.IsReadOnly && SqliteApi.sqlite3_db_readonly(link.Handle, "main") == 0;
        return mayWrite ? [] : [.. Writers.Select(capability => new CapabilityNeed(capability, "the right to write the file and its folder", null, Blocking: true))];
    }

    private static IReadOnlyList<Type> Writers => [typeof(IIndexBuilder)];
}

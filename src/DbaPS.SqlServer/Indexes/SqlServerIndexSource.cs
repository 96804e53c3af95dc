using System.Runtime.CompilerServices;
using DbaPS.Engines;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Indexes;

/// <summary>Indexes with size and use. Use is counted since the server's start, and for an index since it was first used after it.</summary>
internal sealed class SqlServerIndexSource(SqlServerSession session) : IIndexSource
{
    public async IAsyncEnumerable<DbaIndex> ReadAsync(ObjectOrigin origin, bool includeSystem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var catalog = new IndexCatalog(session);
        var sizes = await catalog.SizesAsync(null, cancellationToken);
        var uses = (await session.TryReadAllAsync(SqlScript.Load<SqlServerIndexSource>("Indexes/IndexUse.sql"), Use.Read, "how indexes are used", cancellationToken: cancellationToken))
            .ToDictionary(u => u.Key);
        var since = uses.Values.Select(u => u.StatsSince).FirstOrDefault();
        foreach (var entry in await catalog.ReadAsync(includeSystem, null, null, null, cancellationToken))
        {
            var key = (entry.ObjectId, entry.IndexId);
            // Where others are counted, one that is not has never been used.
            var use = uses.GetValueOrDefault(key) ?? (uses.Count > 0 ? new Use(key, 0, null, 0, since) : null);
            yield return new DbaIndex(origin)
            {
                Schema = entry.Schema,
                Table = entry.Table,
                Index = entry.Name,
                Columns = entry.Columns,
                Include = entry.Include,
                Where = entry.Where,
                Method = entry.Method,
                IsUnique = entry.IsUnique,
                IsPrimary = entry.IsPrimary,
                IsConstraint = entry.IsConstraint,
                IsValid = entry.IsValid,
                SizeBytes = sizes.GetValueOrDefault(key),
                Scans = use?.Scans,
                LastUsed = use?.LastUsed,
                Writes = use?.Writes,
                StatsSince = use?.StatsSince,
                CreateSql = entry.CreateSql,
            };
        }
    }

    private sealed record Use((long, long) Key, long? Scans, DateTimeOffset? LastUsed, long? Writes, DateTimeOffset? StatsSince)
    {
        public static Use Read(RowReader row)
        {
            // The server's clock on its wall.
            var zone = TimeSpan.FromMinutes(row.Int64("zone"));
            return new((row.Int64("object_id"), row.Int64("index_id")), row.Int64OrNull("scans"), row.Moment("last_used") - zone, row.Int64OrNull("writes"), row.Moment("stats_since") - zone);
        }
    }
}

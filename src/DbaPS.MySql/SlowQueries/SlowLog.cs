using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.MySql.SlowQueries;

/// <summary>Counters made of the slow log's lines: by the statement's shape, database and user.</summary>
internal sealed class SlowLog(MySqlSession session)
{
    /// <summary>Bounds of the histogram grow by a tenth of a decade, from a microsecond.</summary>
    private const double BucketsPerDecade = 10;

    public async Task<StatementSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var statements = new Dictionary<(string, string?, string?), Line>();
        var takenAt = DateTimeOffset.UtcNow;
        var dialect = session.Dialect ?? SqlDialect.MySql;
        await foreach (var one in session.ReadAsync(StatementPrerequisites.Load("SlowLog"), Read, cancellationToken: cancellationToken))
        {
            var shape = QueryFingerprint.Normalize(one.Text!, dialect);
            var key = (QueryFingerprint.Of(one.Text!, dialect), one.Database, one.User);
            if (!statements.TryGetValue(key, out var line))
            {
                statements.Add(key, line = new Line(one with { QueryId = key.Item1, Text = shape, SampleText = one.Text }));
            }
            line.Add(one);
        }
        return new StatementSnapshot(takenAt, null, null, [.. statements.Values.Select(l => l.ToCounters())]);
    }

    private static StatementCounters Read(RowReader row) => new()
    {
        QueryId = "",
        Database = row.TextOrNull("database"),
        User = row.TextOrNull("user"),
        Text = row.Text("text"),
        Calls = 1,
        TotalMs = row.DoubleOrNull("ms") ?? 0,
        Rows = row.Int64OrNull("rows"),
        LockMs = row.DoubleOrNull("lock_ms"),
        LastSeen = row.Moment("ended_at"),
    };

    private sealed class Line(StatementCounters first)
    {
        private readonly SortedDictionary<int, long> _buckets = [];
        private long _calls;
        private double _total;
        private double _max;
        private long _rows;
        private double _locked;
        private DateTimeOffset? _firstSeen;
        private DateTimeOffset? _lastSeen;

        public void Add(StatementCounters one)
        {
            _calls++;
            _total += one.TotalMs;
            _max = Math.Max(_max, one.TotalMs);
            _rows += one.Rows ?? 0;
            _locked += one.LockMs ?? 0;
            _firstSeen = _firstSeen is null || one.LastSeen < _firstSeen ? one.LastSeen : _firstSeen;
            _lastSeen = _lastSeen is null || one.LastSeen > _lastSeen ? one.LastSeen : _lastSeen;
            var bucket = (int)Math.Ceiling(Math.Log10(Math.Max(one.TotalMs, 0.001)) * BucketsPerDecade);
            _buckets[bucket] = _buckets.GetValueOrDefault(bucket) + 1;
        }

        public StatementCounters ToCounters()
        {
            IReadOnlyList<LatencyBucket> latencies = [.. _buckets.Select(b => new LatencyBucket(Math.Pow(10, b.Key / BucketsPerDecade), b.Value))];
            return first with
            {
                Calls = _calls,
                TotalMs = _total,
                MaxMs = _max,
                P95Ms = LatencyBucket.Percentile(latencies, 0.95),
                Latencies = latencies,
                Rows = _rows,
                LockMs = _locked,
                FirstSeen = _firstSeen,
                LastSeen = _lastSeen,
            };
        }
    }
}

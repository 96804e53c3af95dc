using DbaPS.SlowQueries;
using DbaPS.Tests.Digests;

namespace DbaPS.Tests.SlowQueries;

public sealed class StatementWindowTests
{
    private static readonly DateTimeOffset Reset = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Early = Reset.AddHours(1);
    private static readonly DateTimeOffset Late = Reset.AddHours(2);

    [Fact]
    public void A_window_is_the_difference_of_two_readings()
    {
        var window = StatementWindow.Between(
            Snapshot(Early, One("1", 10, 100, rows: 5), One("2", 3, 30)),
            Snapshot(Late, One("1", 15, 180, rows: 9), One("2", 3, 30), One("3", 2, 8)));

        Assert.Equal((Early, Late, Reset, false, true), (window.Start, window.End, window.StatsReset!.Value, window.Evicted, window.IsWhole));
        Assert.Equal([("1", 5L, 80.0, (long?)4), ("3", 2L, 8.0, null)], window.Statements.Select(s => (s.QueryId, s.Calls, s.TotalMs, s.Rows)));
    }

    [Fact]
    public void A_reset_in_between_moves_the_beginning()
    {
        var reset = Early.AddMinutes(10);
        var window = StatementWindow.Between(Snapshot(Early, One("1", 10, 100)), Snapshot(Late, One("1", 12, 120)) with { StatsReset = reset });

        Assert.Equal((reset, false), (window.Start, window.IsWhole));
        Assert.Equal(12, Assert.Single(window.Statements).Calls);
    }

    [Fact]
    public void A_statement_reset_by_itself_counts_from_nothing()
    {
        var window = StatementWindow.Between(
            Snapshot(Early, One("1", 10, 100), One("2", 10, 100)),
            Snapshot(Late, One("1", 12, 120) with { Since = Early.AddMinutes(1) }, One("2", 4, 40)));

        Assert.Equal([("1", 12L), ("2", 4L)], window.Statements.Select(s => (s.QueryId, s.Calls)));
    }

    [Fact]
    public void Dropped_statements_are_told() =>
        Assert.True(StatementWindow.Between(Snapshot(Early) with { Evictions = 3 }, Snapshot(Late) with { Evictions = 4 }).Evicted);

    [Fact]
    public void Without_an_earlier_reading_the_window_begins_at_the_reset()
    {
        var window = StatementWindow.SinceReset(Snapshot(Late, One("1", 1, 2), One("1", 2, 4), One("2", 0, 0)));

        Assert.Equal(Reset, window.Start);
        Assert.Equal(("1", 3L, 6.0), Assert.Single(window.Statements.Select(s => (s.QueryId, s.Calls, s.TotalMs))));
    }

    [Fact]
    public void What_ran_between_two_readings_is_what_the_window_holds() => Holds.For<(byte[] Before, byte[] During)>(runs =>
    {
        var before = (runs.Before ?? []).GroupBy(b => b % 8).Select(g => One($"{g.Key}", g.Count(), g.Sum(b => (double)b))).ToArray();
        var all = (runs.Before ?? []).Concat(runs.During ?? []).GroupBy(b => b % 8).Select(g => One($"{g.Key}", g.Count(), g.Sum(b => (double)b))).ToArray();
        var expected = (runs.During ?? []).GroupBy(b => b % 8).Select(g => ($"{g.Key}", (long)g.Count(), g.Sum(b => (double)b)));
        Assert.Equal(expected.Order(), StatementWindow.Between(Snapshot(Early, before), Snapshot(Late, all)).Statements.Select(s => (s.QueryId, s.Calls, s.TotalMs)).Order());
    });

    private static StatementCounters One(string id, long calls, double ms, long? rows = null) => new() { QueryId = id, Database = "d", User = "u", Calls = calls, TotalMs = ms, Rows = rows };

    private static StatementSnapshot Snapshot(DateTimeOffset at, params StatementCounters[] statements) => new(at, Reset, 0, statements);
}

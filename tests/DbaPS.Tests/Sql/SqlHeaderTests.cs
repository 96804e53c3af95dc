using DbaPS.Sql;

namespace DbaPS.Tests.Sql;

public sealed class SqlHeaderTests
{
    [Fact]
    public void Every_line_of_a_header_is_read_and_long_lists_go_on()
    {
        var header = SqlHeader.Parse("""
            -- slow-query · PostgreSQL 17+
            -- reads   : pg_stat_statements, pg_database
            -- needs   : extension pg_stat_statements; role pg_read_all_stats for other users' text
            -- params  : @top int
            -- columns : query_id, calls,
            --           total_ms
            select 1 -- columns : not this
            """);

        Assert.Equal("slow-query · PostgreSQL 17+", header.Title);
        Assert.Equal(["pg_stat_statements", "pg_database"], header.Reads);
        Assert.Equal(2, header.Needs.Count);
        Assert.Equal(["@top int"], header.Params);
        Assert.Equal(["query_id", "calls", "total_ms"], header.Columns);
    }
}

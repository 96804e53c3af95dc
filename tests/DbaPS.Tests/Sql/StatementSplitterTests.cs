using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.Tests.Digests;
using FsCheck.Fluent;

namespace DbaPS.Tests.Sql;

public sealed class StatementSplitterTests
{
    private static readonly string[] PostgreSqlStatements =
    [
        "select 1",
        "select ';' , \";\" -- ;\n , 2",
        "/* ; */ select 1 /* ; /* ; */ ; */",
        "do $$ begin perform 1; end; $$",
        "do $x$ begin execute $$ select 1; $$; end $x$",
        "create function f(a int default 1) returns int begin atomic select 1; select case when a > 0 then 1 else 2 end; end",
        "create or replace procedure p() language sql begin atomic insert into t values (1); update t set a = case a when 1 then 2 end; end",
        "create function g() returns int language sql return 1",
        "create function \"begin\"() returns int as 'select 1; select 2;' language sql",
        "create rule r as on insert to t do also (insert into u values (1); insert into v values (2))",
        "select E'\\';' , 'it''s;'",
        "begin",
        "end",
        "select case when true then 1 end",
        "select U&'\\0061;' as \"a;b\"",
        "select 1 as \"$$\", '$$'",
    ];

    private static readonly string[] SqliteStatements =
    [
        "select 1",
        "create trigger t after insert on a begin insert into b values (1); update c set x = case when 1 then 2 end; end",
        "create temp trigger if not exists t after update on a when (new.x > ';') begin select ';'; delete from c; END",
        "begin",
        "end",
        "create table \"trigger\"(a text default ';', [b;c] int, `d;` int)",
        "select case when 1 then 2 end",
        "/* create trigger */ select 1",
    ];

    [Fact]
    public void A_script_of_statements_comes_apart_as_it_was_put_together()
    {
        foreach (var (dialect, pool) in new[] { (SqlDialect.PostgreSql, PostgreSqlStatements), (SqlDialect.Sqlite, SqliteStatements) })
        {
            var separators = Gen.Elements(";", ";\n", "\n;\n", "; -- c;\n", ";;\n ;", ";\n\n-- a\n-- b '\n");
            var scripts = Gen.Elements(pool).Zip(separators).ListOf();
            Holds.Over(scripts.ToArbitrary(), parts =>
            {
                var script = string.Concat(parts.Select(p => p.Item1 + p.Item2));
                var found = StatementSplitter.Split(script, dialect);
                Assert.Equal(parts.Select(p => Trimmed(p.Item1, dialect)), found.Select(s => s.Text));
                foreach (var statement in found)
                {
                    Assert.Equal(statement.Text, script.Substring(statement.Start, statement.Text.Length));
                    Assert.Equal(1 + script.AsSpan(0, statement.Start).Count('\n'), statement.Line);
                }
            });
        }
    }

    [Fact]
    public void Any_text_splits_without_losing_a_token() => Holds.For<string>(text =>
    {
        text = (text ?? "").Replace('\\', '/');
        foreach (var dialect in new[] { SqlDialect.Standard, SqlDialect.PostgreSql, SqlDialect.Sqlite, SqlDialect.MySql, SqlDialect.SqlServer })
        {
            var whole = SqlLexer.Read(text, dialect).Where(t => t.IsSignificant && !t.Is(text, ';')).Select(t => t.Start).ToList();
            var covered = StatementSplitter.Split(text, dialect);
            Assert.All(whole, start => Assert.Contains(covered, s => start >= s.Start && start < s.Start + s.Text.Length));
        }
    });

    [Fact]
    public void The_last_statement_needs_no_semicolon_and_comments_are_no_statement()
    {
        var found = StatementSplitter.Split("-- head\n\nselect 1;\n-- between\n/*+ hint */ select 2 -- tail\n", SqlDialect.PostgreSql);
        Assert.Equal([("select 1", 3), ("/*+ hint */ select 2", 5)], found.Select(s => (s.Text, s.Line)));
        Assert.Empty(StatementSplitter.Split(" ; /* x */ ; -- y", SqlDialect.PostgreSql));
    }

    [Theory]
    [InlineData("select 1;\n\\connect other password=hunter2\n", 2, "\\connect")]
    [InlineData("select 1 \\gexec", 1, "\\gexec")]
    [InlineData("\n\n\\copy t from 'x'", 3, "\\copy")]
    public void A_console_command_is_refused_with_its_line(string script, int line, string command)
    {
        var error = Assert.Throws<DbaException>(() => StatementSplitter.Split(script, SqlDialect.PostgreSql)).Error;
        Assert.Equal("ConsoleCommandInScript", error.Id);
        Assert.Equal($"Line {line} of the script is a console command, not SQL: {command}", error.Message);
        Assert.Equal(line, error.Target);
    }

    [Fact]
    public void A_backslash_in_quotes_is_no_console_command() =>
        Assert.Equal(3, StatementSplitter.Split("select '\\d'; select $$\\d$$; select \"\\d\" -- \\d\n", SqlDialect.PostgreSql).Count);

    [Fact]
    public void Rows_inside_the_script_are_refused_with_their_line()
    {
        var error = Assert.Throws<DbaException>(() => StatementSplitter.Split("select 1;\nCOPY public.t (a) FROM stdin;\n1\n\\.\n", SqlDialect.PostgreSql)).Error;
        Assert.Equal(("InlineDataInScript", 2), (error.Id, (int)error.Target!));
    }

    private static string Trimmed(string statement, SqlDialect dialect)
    {
        var end = SqlLexer.Read(statement, dialect).Where(t => t.IsSignificant).Max(t => t.End);
        return statement[..end];
    }
}

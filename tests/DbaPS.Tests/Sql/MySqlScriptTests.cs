using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.Tests.Sql;

/// <summary>Scripts of MySQL and MariaDB.</summary>
public sealed class MySqlScriptTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2;", "SELECT 1", "SELECT 2")]
    [InlineData("SELECT 'a;\\'b;' AS x; SELECT \"c;\\\"d\"", "SELECT 'a;\\'b;' AS x", "SELECT \"c;\\\"d\"")]
    [InlineData("SELECT `a;b`; # one; two\nSELECT 2 -- three; four\n; SELECT 5--6", "SELECT `a;b`", "SELECT 2", "SELECT 5--6")]
    [InlineData("/* a; b */ SELECT 1 /* c; d */ + 1;", "SELECT 1 /* c; d */ + 1")]
    [InlineData("/*!40101 SET NAMES utf8 */;\n/*M!100100 SET @a = 1 */;", "/*!40101 SET NAMES utf8 */", "/*M!100100 SET @a = 1 */")]
    [InlineData("SELECT 1\\G\nSELECT 2\\g", "SELECT 1", "SELECT 2")]
    public void Statements_end_at_semicolons_outside_quotes_and_comments(string script, params string[] statements) =>
        Assert.Equal(statements, StatementSplitter.Split(script, SqlDialect.MySql).Select(s => s.Text));

    [Fact]
    public void A_line_with_DELIMITER_changes_what_ends_a_statement()
    {
        const string Script = """
            DROP TABLE IF EXISTS t;
            DELIMITER $$
            CREATE PROCEDURE p() BEGIN SELECT ';$$'; SELECT 2; END$$
            delimiter //
            CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;//
            DELIMITER ;
            CALL p();
            """;
        var found = StatementSplitter.Split(Script, SqlDialect.MySql);
        Assert.Equal(
            ["DROP TABLE IF EXISTS t", "CREATE PROCEDURE p() BEGIN SELECT ';$$'; SELECT 2; END", "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;", "CALL p()"],
            found.Select(s => s.Text));
        Assert.Equal([1, 3, 5, 7], found.Select(s => s.Line));
    }

    [Theory]
    [InlineData("CREATE PROCEDURE p() BEGIN IF a THEN SELECT IF(1, 2, 3); ELSEIF b THEN SELECT 2; END IF; WHILE x DO SET x = 0; END WHILE; END")]
    [InlineData("CREATE OR REPLACE DEFINER = `a;b`@`%` FUNCTION f() RETURNS int BEGIN RETURN CASE WHEN 1 THEN 2 END; END")]
    [InlineData("CREATE TRIGGER g AFTER DELETE ON t FOR EACH ROW BEGIN l: LOOP LEAVE l; END LOOP; REPEAT SET @a = 1; UNTIL 1 END REPEAT; CASE @a WHEN 1 THEN SELECT 1; END CASE; END")]
    [InlineData("CREATE TRIGGER g AFTER DELETE ON t FOR EACH ROW IF OLD.a THEN SET @a = 1; END IF")]
    [InlineData("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM t; END")]
    [InlineData("BEGIN NOT ATOMIC SELECT 1; IF 1 THEN SELECT 2; END IF; END")]
    [InlineData("CREATE PROCEDURE p(a int) SELECT a")]
    public void A_stored_program_is_one_statement_without_DELIMITER(string program) =>
        Assert.Equal([program, "SELECT 1"], StatementSplitter.Split($"{program};\nSELECT 1", SqlDialect.MySql).Select(s => s.Text));

    [Theory]
    [InlineData("SELECT 1;\nsource other.sql")]
    [InlineData("SELECT 1;\n\\! ls")]
    public void Commands_of_the_console_are_refused_with_their_line(string script)
    {
        var error = Assert.Throws<DbaException>(() => StatementSplitter.Split(script, SqlDialect.MySql)).Error;
        Assert.Equal(("ConsoleCommandInScript", 2), (error.Id, (int)error.Target!));
    }

    [Fact]
    public void What_sql_mode_says_of_quotes_and_backslashes_is_kept_to()
    {
        const SqlDialect Plain = SqlDialect.MySql & ~SqlDialect.BackslashStrings;
        Assert.Equal(["SELECT 'a\\'", "SELECT 2"], StatementSplitter.Split("SELECT 'a\\'; SELECT 2", Plain).Select(s => s.Text));
        var name = Assert.Single(SqlLexer.Read("\"a\"", SqlDialect.MySql & ~SqlDialect.DoubleQuotedStrings));
        Assert.Equal(SqlTokenKind.QuotedIdentifier, name.Kind);
    }

    [Fact]
    public void What_stands_in_an_executable_comment_is_read_and_redacted()
    {
        const string Sql = "/*!50001 CREATE USER a IDENTIFIED BY 'canary' */";
        Assert.Contains(SqlLexer.Read(Sql, SqlDialect.MySql), t => t.Is(Sql, "IDENTIFIED"));
        Assert.DoesNotContain("canary", SqlRedactor.Redact(Sql, SqlDialect.MySql), StringComparison.Ordinal);
    }
}

using DbaPS.PostgreSql;
using DbaPS.Sql;

namespace DbaPS.Engines.Tests.Sql;

/// <summary>The scripts' texts, without a server.</summary>
public sealed class PostgreSqlScriptTests
{
    private static readonly string[] Writing =
    [
        "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "COPY", "CALL", "DO", "LOCK", "VACUUM", "ANALYZE", "REINDEX", "CLUSTER",
        "REFRESH", "COMMENT", "SET", "RESET", "INTO", "EXECUTE", "PREPARE", "NOTIFY", "nextval", "setval", "dblink", "lo_unlink", "pg_terminate_backend", "pg_cancel_backend",
        "pg_stat_reset", "pg_stat_statements_reset", "pg_reload_conf", "pg_switch_wal", "set_config",
    ];

    /// <summary>What stands before a bracket without being a function.</summary>
    private static readonly string[] Grammar =
    [
        "AND", "OR", "NOT", "IN", "ANY", "ALL", "SOME", "ARRAY", "EXISTS", "COALESCE", "NULLIF", "GREATEST", "LEAST", "VALUES", "FILTER", "OVER", "USING", "ON", "AS", "FROM", "WHERE",
        "SELECT", "WITH", "LATERAL", "CASE", "WHEN", "THEN", "ELSE", "BY", "MATERIALIZED", "CAST", "EXTRACT", "ROW", "UNION", "INTERSECT", "EXCEPT", "JOIN", "LIKE", "BETWEEN", "numeric", "varchar",
    ];

    public static TheoryData<string> Reading => [.. All.Where(s => s.Header.Columns.Count > 0).Select(s => s.Name)];

    /// <summary>Backups, digests and restores empty the search path of their connections; everything else runs under the user's.</summary>
    public static TheoryData<string> UnderTheUsersPath =>
        [.. Reading.Select(row => row.Data).Where(name => !((string[])["Backups/", "Digests/", "Restores/"]).Any(folder => name.StartsWith(folder, StringComparison.Ordinal)))];

    public static TheoryData<string> Every => [.. All.Select(s => s.Name)];

    private static IEnumerable<SqlScript> All => SqlScript.All(typeof(PostgreSqlEngine).Assembly);

    [Theory]
    [MemberData(nameof(Reading))]
    public void A_script_with_columns_only_reads(string name)
    {
        var script = SqlScript.Load<PostgreSqlEngine>(name);
        var tokens = Tokens(script).ToList();
        // A column may have any name.
        var words = tokens.Where((t, i) => t.Kind == SqlTokenKind.Word && (i == 0 || !tokens[i - 1].Is(script.Text, "AS"))).Select(t => t.In(script.Text).ToString()).ToList();
        Assert.Contains(words[0].ToUpperInvariant(), (string[])["SELECT", "WITH"]);
        Assert.Empty(words.Intersect(Writing, StringComparer.OrdinalIgnoreCase));
        Assert.Single(StatementSplitter.Split(script.Text, SqlDialect.PostgreSql));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_script_says_what_it_is_and_takes(string name)
    {
        var script = SqlScript.Load<PostgreSqlEngine>(name);
        Assert.Contains(" · PostgreSQL", script.Header.Title, StringComparison.Ordinal);
        var used = Tokens(script).Where(t => t.Kind == SqlTokenKind.Parameter).Select(t => t.In(script.Text).ToString()).Distinct();
        Assert.Equal(used.Order(StringComparer.Ordinal), script.Header.Params.Select(p => p.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(UnderTheUsersPath))]
    public void A_script_names_the_schema_of_every_function(string name)
    {
        // A function of the user's with the same name, earlier in the search path, would run in our place.
        var script = SqlScript.Load<PostgreSqlEngine>(name);
        var tokens = Tokens(script).ToList();
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Kind != SqlTokenKind.Word || !tokens[i + 1].Is(script.Text, '(') || tokens[i - 1].Is(script.Text, '.') || IsAlias(tokens, i))
            {
                continue;
            }
            var word = tokens[i].In(script.Text).ToString();
            Assert.True(Grammar.Contains(word, StringComparer.OrdinalIgnoreCase), $"{name}: {word}( has no schema.");
        }

        // "f(…) AS k (number)", "f(…) k(number)", "WITH k (number)", "WITH RECURSIVE k (number)".
        bool IsAlias(List<SqlToken> all, int at) => all[at - 1].Is(script.Text, "AS") || all[at - 1].Is(script.Text, ')') || all[at - 1].Is(script.Text, "WITH") || all[at - 1].Is(script.Text, "RECURSIVE");
    }

    private static IEnumerable<SqlToken> Tokens(SqlScript script) => SqlLexer.Read(script.Text, SqlDialect.PostgreSql).Where(t => t.IsSignificant);
}

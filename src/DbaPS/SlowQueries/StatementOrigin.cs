using System.Collections.Concurrent;
using System.Reflection;
using DbaPS.Engines;
using DbaPS.Sql;

namespace DbaPS.SlowQueries;

/// <summary>Tells DbaPS's own statements and those that only read an engine's catalogue from the user's.</summary>
internal static class StatementOrigin
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlySet<string>> Own = new();

    private static readonly string[] CataloguePrefixes = ["pg_", "sqlite_", "_pg_"];

    private static readonly HashSet<string> CatalogueSchemas = new(StringComparer.OrdinalIgnoreCase) { "pg_catalog", "information_schema", "performance_schema", "sys", "mysql" };

    /// <summary>True for a statement that an engine's part of DbaPS sends: by its shape, or by the first line of its script, which some servers keep, or by its mark.</summary>
    public static bool IsOwn(string sql, string fingerprint, IEngine engine)
    {
        var own = Own.GetOrAdd(engine.GetType().Assembly, assembly => Marks(assembly, engine.Dialect));
        var line = sql.IndexOf('\n', StringComparison.Ordinal);
        return StatementMark.Bears(sql) || own.Contains(fingerprint) || (line > 0 && own.Contains(sql[..line].TrimEnd()));
    }

    /// <summary>True when the statement reads relations and all of them are the engine's own, or when it only sets up a session or a transaction.</summary>
    public static bool IsSystem(string sql, SqlDialect dialect)
    {
        var tokens = SqlLexer.Read(sql, dialect).Where(t => t.IsSignificant).ToList();
        if (SessionStatements.Contains(sql, tokens))
        {
            return true;
        }
        var named = Named(sql, tokens);
        var ofCatalogue = 0;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (i == 0 && !(tokens[i].Is(sql, "SELECT") || tokens[i].Is(sql, "WITH") || tokens[i].Is(sql, "PREPARE") || tokens[i].Is(sql, '(')))
            {
                return false;
            }
            var name = tokens[i + 1];
            if (!(tokens[i].Is(sql, "JOIN") || (tokens[i].Is(sql, "FROM") && !IsComparison(sql, tokens, i))) || name.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
                || name.Is(sql, "LATERAL") || name.Is(sql, "unnest") || named.Contains(name.In(sql).ToString()))
            {
                continue;
            }
            var qualified = i + 3 < tokens.Count && tokens[i + 2].Is(sql, '.') ? tokens[i + 3] : name;
            if (!IsCatalogue(name.In(sql)) && !IsCatalogue(qualified.In(sql)))
            {
                return false;
            }
            ofCatalogue++;
        }
        return ofCatalogue > 0;
    }

    /// <summary>IS [NOT] DISTINCT FROM.</summary>
    private static bool IsComparison(string sql, List<SqlToken> tokens, int from) =>
        from > 1 && tokens[from - 1].Is(sql, "DISTINCT") && (tokens[from - 2].Is(sql, "IS") || tokens[from - 2].Is(sql, "NOT"));

    /// <summary>The names that the statement gives to queries of its own, by WITH.</summary>
    private static HashSet<string> Named(string sql, List<SqlToken> tokens)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 1; i + 2 < tokens.Count; i++)
        {
            if ((tokens[i - 1].Is(sql, "WITH") || tokens[i - 1].Is(sql, "RECURSIVE") || tokens[i - 1].Is(sql, ',')) && tokens[i + 1].Is(sql, "AS")
                && (tokens[i + 2].Is(sql, '(') || tokens[i + 2].Is(sql, "MATERIALIZED") || tokens[i + 2].Is(sql, "NOT")))
            {
                names.Add(tokens[i].In(sql).ToString());
            }
        }
        return names;
    }

    private static bool IsCatalogue(ReadOnlySpan<char> name)
    {
        name = name.Trim("\"`[]");
        foreach (var prefix in CataloguePrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return CatalogueSchemas.Contains(name.ToString());
    }

    private static HashSet<string> Marks(Assembly assembly, SqlDialect dialect) => SqlScript.All(assembly)
        .SelectMany(script => StatementSplitter.Split(script.Text, dialect).Select(s => QueryFingerprint.Of(s.Text, dialect)).Append(script.Text.Split('\n', 2)[0].TrimEnd()))
        .ToHashSet(StringComparer.Ordinal);
}

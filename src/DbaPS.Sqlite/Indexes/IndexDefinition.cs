using DbaPS.Sql;

namespace DbaPS.Sqlite.Indexes;

/// <summary>What only the text of a CREATE INDEX tells: its columns as written, and its predicate.</summary>
internal sealed record IndexDefinition(IReadOnlyList<string> Columns, string? Where)
{
    /// <summary>Reads a statement SQLite has accepted, so its brackets are known to match.</summary>
    public static IndexDefinition Read(string createSql)
    {
        var tokens = SqlLexer.Read(createSql, SqlDialect.Sqlite).Where(t => t.IsSignificant).ToList();
        var open = tokens.FindIndex(t => t.Is(createSql, '('));
        var columns = new List<string>();
        var depth = 0;
        var start = open + 1;
        var at = open;
        for (; at < tokens.Count; at++)
        {
            depth += tokens[at].Is(createSql, '(') ? 1 : tokens[at].Is(createSql, ')') ? -1 : 0;
            if (depth == 0 || (depth == 1 && tokens[at].Is(createSql, ',')))
            {
                columns.Add(createSql[tokens[start].Start..tokens[at - 1].End]);
                start = at + 1;
            }
            if (depth == 0)
            {
                break;
            }
        }
        var where = tokens.FindIndex(at, t => t.Is(createSql, "WHERE"));
        return new IndexDefinition(columns, where < 0 ? null : createSql[tokens[where + 1].Start..tokens[^1].End]);
    }
}

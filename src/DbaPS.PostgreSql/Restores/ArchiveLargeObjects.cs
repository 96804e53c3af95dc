using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>From version 17 pg_dump puts large objects of one owner and equal privileges into one entry.</summary>
internal static class ArchiveLargeObjects
{
    /// <summary>The ids an entry <c>BLOB METADATA</c> lists.</summary>
    public static IEnumerable<string> Ids(ArchiveEntry entry)
    {
        var ids = entry.Definition.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return ids.All(IsId) ? ids : throw new DbaException(PostgreSqlRestoreErrors.StatementRefused(entry, "it lists something else than ids."));
    }

    public static bool IsId(string text) => text.Length is > 0 and < 11 && text.All(char.IsAsciiDigit);

    /// <summary>Their privileges are written for the first of them and meant for all.</summary>
    public static IEnumerable<string> PerObject(Archive archive, ArchiveEntry privileges, IEnumerable<string> statements)
    {
        var owner = archive.Entries.FirstOrDefault(e => e.Description == "BLOB METADATA" && privileges.Dependencies.Contains(e.DumpId))
            ?? throw new DbaException(PostgreSqlRestoreErrors.StatementRefused(privileges, "it does not say which large objects it is for."));
        var ids = Ids(owner).ToList();
        var templates = statements.ToList();
        return ids.SelectMany(id => templates.Select(t => Replace(t, ids[0], id)));
    }

    private static string Replace(string statement, string first, string id)
    {
        var tokens = SqlLexer.Read(statement, SqlDialect.PostgreSql).Where(t => t.IsSignificant).ToList();
        for (var i = 2; i < tokens.Count; i++)
        {
            if (tokens[i - 2].Is(statement, "LARGE") && tokens[i - 1].Is(statement, "OBJECT") && tokens[i].In(statement).SequenceEqual(first))
            {
                return string.Concat(statement.AsSpan(0, tokens[i].Start), id, statement.AsSpan(tokens[i].End));
            }
        }
        return statement;
    }
}

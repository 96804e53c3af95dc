using System.Text.RegularExpressions;

namespace DbaPS.MySql.Definitions;

/// <summary>The foreign keys in a table's statement. MariaDB writes a backtick within a key's or a column's name as it stands there, and no server reads that back.</summary>
internal static partial class ForeignKeyText
{
    private const string Clause = " FOREIGN KEY (";

    /// <summary>True where a line on a foreign key is not of the plain kind, which has no backtick but those around its names.</summary>
    public static bool IsDoubtful(string sql) =>
        sql.Contains(Clause, StringComparison.Ordinal) && sql.Split('\n').Any(line => line.Contains(Clause, StringComparison.Ordinal) && !Plain().IsMatch(line));

    /// <summary>The statement with the names of these keys and of their columns quoted as they have to be.</summary>
    public static string Mend(string sql, string database, IEnumerable<ForeignKey> keys) =>
        keys.Aggregate(sql, (text, key) => text.Replace(Write(key, database, name => $"`{name}`"), Write(key, database, MySqlNames.Quote), StringComparison.Ordinal));

    private static string Write(ForeignKey key, string database, Func<string, string> quote)
    {
        // The other table's name is the one that MariaDB always writes right.
        return $"\n  CONSTRAINT {quote(key.Name)}{Clause}{List(key.Columns.Select(c => c.Column))}) REFERENCES {key.QuotedParent(database)} ({List(key.Columns.Select(c => c.ParentColumn))})";

        string List(IEnumerable<string> names) => string.Join(", ", names.Select(quote));
    }

    [GeneratedRegex(@"^  CONSTRAINT `[^`]+` FOREIGN KEY \(`[^`]+`(?:, `[^`]+`)*\) REFERENCES `[^`]+`(?:\.`[^`]+`)? \(`[^`]+`(?:, `[^`]+`)*\)[A-Z ]*,?$")]
    private static partial Regex Plain();
}

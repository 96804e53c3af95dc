using System.Globalization;
using System.Text;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Indexes;

/// <summary>Writes statements about indexes.</summary>
internal static class SqlServerIndexSql
{
    /// <summary>The one kind that is made here.</summary>
    public const string Method = "nonclustered";

    /// <summary>A build that waits for a lock gives up rather than have everybody queue behind it.</summary>
    private const int LongestWaitMinutes = 71_582;

    /// <summary>CREATE INDEX with the strongest options that edition and version have.</summary>
    /// <param name="resumable">False where the index has something that a resumable build can't: a filter, a computed column, a rowversion.</param>
    public static string Create(NewIndexRequest request, IReadOnlyList<IndexColumn> keys, IReadOnlyList<string> include, string? where, string schema, string table, string name, SqlServerPlatform platform, bool resumable)
    {
        var options = new List<string>();
        if (platform.BuildsOnline && !request.Offline)
        {
            options.Add(platform.WaitsAtLowPriority
                ? string.Create(CultureInfo.InvariantCulture, $"ONLINE = ON (WAIT_AT_LOW_PRIORITY (MAX_DURATION = {Minutes(request.LockTimeout)} MINUTES, ABORT_AFTER_WAIT = SELF))")
                : "ONLINE = ON");
            if (platform.BuildsResumably && resumable)
            {
                options.Add("RESUMABLE = ON");
            }
        }
        return $"CREATE {(request.Unique ? "UNIQUE " : "")}NONCLUSTERED INDEX {SqlServerNames.Quote(name)} ON {SqlServerNames.Quote(schema, table)} "
            + $"({string.Join(", ", keys.Select(k => SqlServerNames.Quote(k.Name!) + (k.Descending ? " DESC" : "")))})"
            + (include.Count > 0 ? $" INCLUDE ({string.Join(", ", include.Select(SqlServerNames.Quote))})" : "")
            + (where is null ? "" : $" WHERE {where}")
            + (options.Count > 0 ? $" WITH ({string.Join(", ", options)})" : "");
    }

    public static string Drop(string schema, string table, string name) => $"DROP INDEX {SqlServerNames.Quote(name)} ON {SqlServerNames.Quote(schema, table)}";

    /// <summary>Ends a paused build and takes away what it had done.</summary>
    public static string Abort(string schema, string table, string name) => $"ALTER INDEX {SqlServerNames.Quote(name)} ON {SqlServerNames.Quote(schema, table)} ABORT";

    /// <summary>Refuses what SQL Server's indexes have not.</summary>
    public static void Check(NewIndexRequest request, IReadOnlyList<IndexColumn> keys)
    {
        if (request.Method is { } method && !method.Equals("btree", StringComparison.OrdinalIgnoreCase) && !method.Equals(Method, StringComparison.OrdinalIgnoreCase))
        {
            throw Declined($"-Method {method}", "columnstore, clustered, XML, spatial and full-text indexes change how the whole table is kept or need more than columns to say.",
                "Make it with Invoke-DbaSql; New-DbaIndex makes nonclustered rowstore indexes.");
        }
        foreach (var key in keys)
        {
            if (key.Name is null)
            {
                throw Declined("An expression as a key", "its indexes have columns only.", "Add a computed column for it and index that.");
            }
            if (key.OperatorClass.Count > 0 || key.Collation.Count > 0)
            {
                throw Declined("COLLATE or an operator class in an index", "a key has its column's own.", "Add a computed column with that collation and index that.");
            }
            if (key.NullsFirst is { } first && first == key.Descending)
            {
                throw Declined("This order of nulls", "nulls come first ascending and last descending, always.", "Leave NULLS FIRST and NULLS LAST out.");
            }
        }
    }

    /// <summary>A predicate in one form, so that what the server makes of it and what the user wrote are the same text where they mean the same.</summary>
    public static string Canonical(string predicate)
    {
        var text = new StringBuilder();
        foreach (var token in SqlLexer.Read(predicate, SqlDialect.SqlServer).Where(t => t.IsSignificant && !t.Is(predicate, '(') && !t.Is(predicate, ')')))
        {
            var part = token.In(predicate).ToString();
            text.Append(text.Length == 0 ? "" : " ").Append(token.Kind switch
            {
                SqlTokenKind.Word => part.ToUpperInvariant(),
                SqlTokenKind.QuotedIdentifier => part.Trim('[', ']', '"').ToUpperInvariant(),
                SqlTokenKind.String when part.StartsWith('N') => part[1..],
                _ => part,
            });
        }
        return text.ToString();
    }

    private static int Minutes(TimeSpan wait) => (int)Math.Clamp(Math.Ceiling(wait.TotalMinutes), 1, LongestWaitMinutes);

    private static DbaException Declined(string what, string reason, string advice) => new(DbaErrors.Declined(what, SqlServerEngine.Name, reason, advice));
}

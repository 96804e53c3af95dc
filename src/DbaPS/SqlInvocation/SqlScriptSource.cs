using System.Text;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.SqlInvocation;

/// <summary>The statements of one script: of -Query, or of a file.</summary>
/// <param name="File">The file's path; null for -Query.</param>
internal sealed record SqlScriptSource(string? File, string Text)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] EndOfTransaction = ["COMMIT", "END", "ABORT", "ROLLBACK"];

    /// <summary>What ends a transaction where definitions do (MySQL's manual, "Statements That Cause an Implicit Commit").</summary>
    private static readonly string[] Definitions =
    [
        "ALTER", "ANALYZE", "BEGIN", "CACHE", "CHANGE", "CHECK", "CREATE", "DROP", "FLUSH", "GRANT", "INSTALL", "LOCK", "OPTIMIZE", "RENAME", "REPAIR", "RESET", "REVOKE", "START", "STOP", "TRUNCATE",
        "UNINSTALL", "UNLOCK",
    ];

    /// <summary>Everything a request asks to run, read before any of it runs.</summary>
    public static async Task<IReadOnlyList<SqlScriptSource>> ReadAsync(SqlRequest request, CancellationToken cancellationToken)
    {
        var scripts = new List<SqlScriptSource>();
        if (!string.IsNullOrWhiteSpace(request.Query))
        {
            scripts.Add(new SqlScriptSource(null, request.Query));
        }
        foreach (var path in request.Path)
        {
            try
            {
                scripts.Add(new SqlScriptSource(path, await System.IO.File.ReadAllTextAsync(path, Utf8, cancellationToken)));
            }
            catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new DbaException(DbaErrors.FileMissing(path));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DecoderFallbackException)
            {
                throw new DbaException(DbaErrors.FileUnreadable(path, failure));
            }
        }
        return scripts;
    }

    /// <summary>The statements, all of them found before the first runs.</summary>
    public IReadOnlyList<SqlStatement> Split(SqlDialect dialect, bool transaction)
    {
        try
        {
            var statements = StatementSplitter.Split(Text, dialect);
            foreach (var statement in transaction ? statements : [])
            {
                if (HidesEnd(statement.Text, dialect))
                {
                    throw new DbaException(DbaErrors.TransactionEndedByScript("COMMIT", statement.Line));
                }
                var words = SqlLexer.Read(statement.Text, dialect).Where(t => t.IsSignificant).Take(4).Select(t => t.In(statement.Text).ToString().ToUpperInvariant()).ToList();
                var commits = (dialect & SqlDialect.DefinitionsCommit) != 0 && words.Count > 0 && Definitions.Contains(words[0]) && !words.Contains("TEMPORARY");
                if (commits || (words.Count > 0 && EndOfTransaction.Contains(words[0]) && !(words[0] == "ROLLBACK" && words.Contains("TO"))))
                {
                    throw new DbaException(DbaErrors.TransactionEndedByScript(words[0], statement.Line));
                }
            }
            return statements;
        }
        catch (DbaException failure) when (File is not null)
        {
            throw new DbaException(failure.Error with { Message = $"{File}: {failure.Error.Message}" });
        }
    }

    /// <summary>True for a batch that is run whole and commits on the way; what a module commits when it is called is its own affair.</summary>
    private static bool HidesEnd(string text, SqlDialect dialect)
    {
        if ((dialect & SqlDialect.Batches) == 0)
        {
            return false;
        }
        var tokens = SqlLexer.Read(text, dialect).Where(t => t.IsSignificant).ToList();
        return !tokens[0].Is(text, "CREATE") && !tokens[0].Is(text, "ALTER") && tokens.Exists(t => t.Is(text, "COMMIT"));
    }

    /// <summary>Where a line of the script is, for a message.</summary>
    public string Place(int line) => File is null
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {line}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}, line {line}");
}

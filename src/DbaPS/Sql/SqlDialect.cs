namespace DbaPS.Sql;

/// <summary>What a lexer must know of an engine's SQL. Combined values name an engine's dialect; a new engine combines its own.</summary>
[Flags]
public enum SqlDialect
{
    /// <summary>Standard SQL: '…' strings, "…" identifiers, -- and /* */ comments, :name and @name parameters.</summary>
    Standard = 0,

    /// <summary><c>$tag$ … $tag$</c> strings and <c>$1</c> parameters.</summary>
    DollarQuotes = 1 << 0,

    /// <summary>Block comments nest.</summary>
    NestedComments = 1 << 1,

    /// <summary><c>E'…'</c> strings, in which a backslash escapes.</summary>
    EscapeStrings = 1 << 2,

    /// <summary>A backslash escapes in every string.</summary>
    BackslashStrings = 1 << 3,

    /// <summary>"…" is a string.</summary>
    DoubleQuotedStrings = 1 << 4,

    /// <summary><c>`…`</c> identifiers.</summary>
    Backticks = 1 << 5,

    /// <summary><c>[…]</c> identifiers.</summary>
    Brackets = 1 << 6,

    /// <summary><c>#</c> begins a comment, and <c>--</c> only before white space.</summary>
    HashComments = 1 << 7,

    /// <summary><c>?</c> and <c>?1</c> are parameters; elsewhere a question mark is an operator.</summary>
    QuestionParameters = 1 << 8,

    /// <summary><c>$name</c> is a parameter.</summary>
    DollarNames = 1 << 9,

    /// <summary><c>#name</c> and <c>##name</c> are identifiers.</summary>
    HashNames = 1 << 10,

    /// <summary>A quoted identifier differs from the unquoted one by its case.</summary>
    CaseSensitiveQuotes = 1 << 11,

    /// <summary>A script has routines with <c>BEGIN ATOMIC … END</c> bodies, and parentheses that hold semicolons.</summary>
    AtomicBodies = 1 << 12,

    /// <summary>A script has triggers with <c>BEGIN … ; END</c> bodies.</summary>
    TriggerBodies = 1 << 13,

    /// <summary>A backslash outside quotes begins a command of the engine's console, which is no SQL.</summary>
    ConsoleBackslash = 1 << 14,

    /// <summary>Definitions (CREATE, DROP, GRANT …) end a transaction and keep it.</summary>
    DefinitionsCommit = 1 << 20,

    /// <summary><c>/*! … */</c> and <c>/*M! … */</c> are no comments: the server runs what stands in them.</summary>
    ExecutableComments = 1 << 21,

    /// <summary>A script has stored programs with <c>BEGIN … END</c> bodies, and lines <c>DELIMITER //</c>.</summary>
    CompoundBodies = 1 << 22,

    /// <summary>A line of <c>GO</c> or <c>GO 5</c> ends a batch, and what a batch declares holds to its end.</summary>
    Batches = 1 << 15,

    PostgreSql = DollarQuotes | NestedComments | EscapeStrings | CaseSensitiveQuotes | AtomicBodies | ConsoleBackslash,
    Sqlite = Backticks | Brackets | QuestionParameters | DollarNames | TriggerBodies,
    MySql = BackslashStrings | DoubleQuotedStrings | Backticks | HashComments | QuestionParameters | DefinitionsCommit | ExecutableComments | CompoundBodies,
    SqlServer = NestedComments | Brackets | HashNames | Batches,
}

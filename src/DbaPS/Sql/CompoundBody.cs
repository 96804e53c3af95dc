namespace DbaPS.Sql;

/// <summary>Follows a statement's blocks: a stored program of MySQL's ends where its outermost BEGIN, CASE, IF or loop does.</summary>
internal sealed class CompoundBody
{
    /// <summary>Words after which a statement of the body begins.</summary>
    private static readonly HashSet<string> BeforeStatement = new(StringComparer.Ordinal) { ";", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", ":" };

    private static readonly string[] Programs = ["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"];

    private readonly List<string> _head = [];
    private int _blocks;
    private string _last = "";
    private bool _isProgram;

    /// <summary>True while a semicolon belongs to the body.</summary>
    public bool IsOpen => _blocks > 0;

    public void Add(SqlToken token, string script)
    {
        var word = token.Kind is SqlTokenKind.Word or SqlTokenKind.Punctuation or SqlTokenKind.Operator ? token.In(script).ToString().ToUpperInvariant() : "";
        Follow(word);
        _last = word;
    }

    private void Follow(string word)
    {
        if (!_isProgram)
        {
            // CREATE [OR REPLACE] [DEFINER = …] PROCEDURE …; or a block by itself: BEGIN NOT ATOMIC (MariaDB).
            if (_head.Count < 24 && word.Length > 0)
            {
                _head.Add(word);
            }
            _isProgram = (_head is ["CREATE", ..] && Programs.Contains(word)) || _head is ["BEGIN", "NOT", "ATOMIC", ..];
            if (!_isProgram || word != "ATOMIC")
            {
                return;
            }
            _blocks = 1;
            return;
        }
        switch (word)
        {
            case "BEGIN":
            case "CASE" when _last != "END":
            case "IF" or "LOOP" or "REPEAT" or "WHILE" or "FOR" when BeforeStatement.Contains(_last) && (_blocks > 0 || _last == "DO"):
            // A body without BEGIN: FOR EACH ROW IF …; procedure() WHILE ….
            case "IF" or "LOOP" or "REPEAT" or "WHILE" when _blocks == 0 && _last is "ROW" or ")":
                _blocks++;
                break;
            case "END" when _blocks > 0:
                _blocks--;
                break;
        }
    }
}

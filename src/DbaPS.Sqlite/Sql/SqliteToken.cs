namespace DbaPS.Sqlite.Sql;

/// <summary>A token's place in its statement.</summary>
/// <param name="IsBlank">True for white space and comments.</param>
internal readonly record struct SqliteToken(string Sql, int Start, int End, bool IsBlank)
{
    public string Text => Sql[Start..End];
}

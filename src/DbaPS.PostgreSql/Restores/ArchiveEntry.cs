namespace DbaPS.PostgreSql.Restores;

/// <summary>One entry of a pg_dump archive's table of contents, as it was written.</summary>
/// <param name="DumpId">The archive's own number of the entry.</param>
/// <param name="Description">What it is, e.g. <c>TABLE</c>, <c>FK CONSTRAINT</c>, <c>ACL</c>.</param>
/// <param name="Tag">The object's name, with arguments or table where pg_dump gives them. May hold any character.</param>
/// <param name="Schema">The schema; empty where the object has none.</param>
/// <param name="Definition">The statements that make the object; empty where there are none.</param>
/// <param name="DropStatement">The statement that drops it; it names the object in full.</param>
/// <param name="Tablespace">The tablespace it lives in; empty for the database's.</param>
/// <param name="AccessMethod">The table access method; empty for none.</param>
/// <param name="Owner">The owner's role name; empty where the object has none of its own.</param>
/// <param name="Dependencies">Numbers of the entries it needs; some may not be in this archive.</param>
public sealed record ArchiveEntry(
    int DumpId,
    ArchiveSection Section,
    string Description,
    string Tag,
    string Schema,
    string Definition,
    string DropStatement,
    string Tablespace,
    string AccessMethod,
    string Owner,
    IReadOnlyList<int> Dependencies)
{
    /// <summary>The relation's kind letter where the archive tells it (from version 1.16); otherwise null.</summary>
    public char? RelationKind { get; init; }

    /// <summary>Description, schema and name, fit for one line of a message.</summary>
    public override string ToString() =>
        OneLine(Schema.Length == 0 ? $"{Description} {Tag}" : $"{Description} {Schema}.{Tag}");

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

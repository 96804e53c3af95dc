namespace DbaPS.PostgreSql.Backups;

/// <summary>A relation as the catalogue lists it. Two listings that are equal show that nothing was created, dropped, renamed or rewritten between them.</summary>
/// <param name="Kind">pg_class.relkind.</param>
/// <param name="IsExtension">A table of an extension's configuration.</param>
/// <param name="FileNode">Changes when the relation is rewritten or truncated; not part of the comparison for sequences and materialized views, which no lock holds.</param>
internal sealed record HeldRelation(long Id, string Schema, string Name, char Kind, long FileNode, bool Readable, bool IsExtension)
{
    /// <summary>True for what LOCK TABLE takes.</summary>
    public bool IsLockable => Kind is 'r' or 'p';

    public string Quoted => PostgreSqlNames.Quote(Schema, Name);
}

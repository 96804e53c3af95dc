namespace DbaPS.PostgreSql.Restores;

/// <summary>What a pg_dump archive (custom format) says of itself, and its entries in the order they depend on each other.</summary>
/// <param name="FormatVersion">1.14 to 1.16.</param>
/// <param name="ServerVersion">The dumped server's version text.</param>
/// <param name="DumpVersion">pg_dump's version text.</param>
/// <param name="StandardStrings">False when a backslash in a plain string literal escapes.</param>
public sealed record Archive(
    Version FormatVersion,
    string Database,
    string ServerVersion,
    string DumpVersion,
    bool StandardStrings,
    IReadOnlyList<ArchiveEntry> Entries)
{
    /// <summary>This archive followed by another of the same snapshot, whose entries get numbers of their own.</summary>
    public Archive Append(Archive other)
    {
        var step = Entries.Count == 0 ? 0 : Entries.Max(e => e.DumpId);
        return this with
        {
            Entries = [.. Entries, .. other.Entries.Select(e => e with { DumpId = e.DumpId + step, Dependencies = [.. e.Dependencies.Select(d => d + step)] })],
        };
    }
}

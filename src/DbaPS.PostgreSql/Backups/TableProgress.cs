using DbaPS.Backups;
using DbaPS.Digests;

namespace DbaPS.PostgreSql.Backups;

/// <summary>What the workers have read of one table, joined. Safe for several threads.</summary>
internal sealed class TableProgress(TableSource table, RowHasher hasher)
{
    private readonly object _gate = new();
    private readonly TableDigestBuilder _digest = new(hasher);
    private readonly SortedDictionary<int, string> _files = [];

    public TableSource Table => table;

    public void Add(int part, BackupFile? file, TableDigestBuilder digest)
    {
        lock (_gate)
        {
            _digest.Add(digest);
            if (file is not null)
            {
                _files.Add(part, file.Path);
            }
        }
    }

    /// <summary>The manifest's entry once all parts are there.</summary>
    public BackupTable Build()
    {
        lock (_gate)
        {
            var digest = _digest.Build();
            var format = _files.Count == 0 && table.RelationKind == 'm' ? "none" : table.IsBinary ? "binary" : "text";
            return table.ToManifest(format) with { Files = [.. _files.Values], Rows = digest.RowCount, Digest = digest.Serialize() };
        }
    }

    public TableDigest Digest()
    {
        lock (_gate)
        {
            return _digest.Build();
        }
    }
}

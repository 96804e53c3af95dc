using System.ComponentModel;
using DbaPS.Backups;
using DbaPS.Engines;

namespace DbaPS.Digests;

[Description("digesting tables")]
public interface ITableDigester : ICapability
{
    /// <summary>
    /// Digests tables of the session's database as a manifest describes them: its columns, in its order, its key and its filter. They come
    /// in the order in which they finish. A table whose columns now have other forms, or which is missing, comes with a reason instead of a digest.
    /// </summary>
    IAsyncEnumerable<TableDigestResult> DigestAsync(IReadOnlyList<BackupTable> tables, RowHasher hasher, int jobs, CancellationToken cancellationToken);

    /// <summary>
    /// Reads one table once more on both sides, here and in the backup, and lists the keys whose rows differ.
    /// </summary>
    /// <param name="buckets">The buckets that differ, from <see cref="TableDigestComparison.Buckets"/>.</param>
    Task<IReadOnlyList<RowDifference>> ExplainAsync(BackupReader backup, BackupTable table, IReadOnlyCollection<int> buckets, RowHasher hasher, CancellationToken cancellationToken);
}

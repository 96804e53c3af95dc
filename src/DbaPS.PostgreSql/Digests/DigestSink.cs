using System.Runtime.CompilerServices;
using DbaPS.Digests;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Adds rows to a digest.</summary>
internal sealed class DigestSink(RowHasher hasher) : IRowSink
{
    public TableDigestBuilder Builder { get; } = new(hasher);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> row, ReadOnlySpan<byte> key) => Builder.AddRow(row, key);
}

using DbaPS.Restores;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Shows each row to a visitor.</summary>
internal sealed class VisitorSink(CanonicalRowVisitor visit) : IRowSink
{
    public void Add(ReadOnlySpan<byte> row, ReadOnlySpan<byte> key) => visit(row, key);
}

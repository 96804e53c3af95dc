namespace DbaPS.PostgreSql.Digests;

/// <summary>Takes rows as canonical bytes.</summary>
internal interface IRowSink
{
    /// <param name="key">Empty in a table without a key.</param>
    void Add(ReadOnlySpan<byte> row, ReadOnlySpan<byte> key);
}

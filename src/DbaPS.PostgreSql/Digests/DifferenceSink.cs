using DbaPS.Digests;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Adds rows to one side of a comparison.</summary>
internal sealed class DifferenceSink(BucketDiff difference, bool expected) : IRowSink
{
    public void Add(ReadOnlySpan<byte> row, ReadOnlySpan<byte> key)
    {
        if (expected)
        {
            difference.AddExpected(row, key);
        }
        else
        {
            difference.AddActual(row, key);
        }
    }
}

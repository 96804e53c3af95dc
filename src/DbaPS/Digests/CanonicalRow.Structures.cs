namespace DbaPS.Digests;

/// <content>Values made of values. Each head says how many values follow; the caller writes exactly that many.</content>
public sealed partial class CanonicalRow
{
    /// <summary>A list with <paramref name="count"/> elements: an array of one dimension that starts at 1. The elements follow.</summary>
    public void BeginArray(int count)
    {
        if (count == 0)
        {
            BeginArray(0, default);
            return;
        }
        BeginArray(1, [(count, 1)]);
    }

    /// <summary>The head of an array; the elements follow, the last dimension running fastest, each as a value (or <see cref="Null"/>).</summary>
    /// <param name="dimensions">How many dimensions, 0 for an array without elements, at most 255.</param>
    /// <param name="bounds">For each dimension its length and its lower bound.</param>
    /// <exception cref="ArgumentException">The bounds don't fit, or an empty array has a dimension.</exception>
    public void BeginArray(int dimensions, ReadOnlySpan<(int Length, int LowerBound)> bounds)
    {
        if (dimensions is < 0 or > 255 || bounds.Length != dimensions)
            throw new ArgumentException($"{bounds.Length} bounds don't describe {dimensions} dimensions.", nameof(bounds));
        int at = Reserve(2 + 8 * dimensions);
        _buffer[at] = CanonicalTag.Array;
        _buffer[at + 1] = (byte)dimensions;
        at += 2;
        foreach ((int length, int lowerBound) in bounds)
        {
            if (length <= 0)
                throw new ArgumentException("An array without elements has no dimensions.", nameof(bounds));
            WriteInt32(at, length);
            WriteInt32(at + 4, lowerBound);
            at += 8;
        }
    }

    /// <summary>The head of a composite value (row type, struct); its <paramref name="fields"/> values follow in declared order.</summary>
    public void BeginComposite(int fields) => Counted(CanonicalTag.Composite, fields);

    /// <summary>The empty range. Nothing follows.</summary>
    public void EmptyRange()
    {
        int at = Reserve(2);
        _buffer[at] = CanonicalTag.Range;
        _buffer[at + 1] = 0x01;
    }

    /// <summary>
    /// The head of a range; the finite bounds follow, lower first. An unbounded end is never inclusive, and a range over
    /// a discrete type stands as its engine normalises it ([1,4) rather than [1,3]).
    /// </summary>
    public void BeginRange(bool hasLower, bool lowerInclusive, bool hasUpper, bool upperInclusive)
    {
        int at = Reserve(2);
        _buffer[at] = CanonicalTag.Range;
        _buffer[at + 1] = (byte)((hasLower && lowerInclusive ? 0x02 : 0) | (hasUpper && upperInclusive ? 0x04 : 0)
            | (hasLower ? 0 : 0x08) | (hasUpper ? 0 : 0x10));
    }

    /// <summary>The head of a multirange; its <paramref name="ranges"/> ranges follow in ascending order.</summary>
    public void BeginMultirange(int ranges) => Counted(CanonicalTag.Multirange, ranges);

    private void Counted(byte tag, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int at = Reserve(5);
        _buffer[at] = tag;
        WriteInt32(at + 1, count);
    }
}

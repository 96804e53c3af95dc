namespace DbaPS.Digests;

/// <summary>One of the 256 parts of a table's digest.</summary>
/// <param name="Count">Rows in it.</param>
/// <param name="Sum">Their hashes added, modulo 2^128.</param>
public readonly record struct DigestBucket(long Count, UInt128 Sum)
{
    internal DigestBucket Plus(DigestBucket other) => new(checked(Count + other.Count), unchecked(Sum + other.Sum));
}

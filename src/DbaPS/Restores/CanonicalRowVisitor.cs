namespace DbaPS.Restores;

/// <summary>Receives one row in canonical form (docs/digest.md). The spans hold only during the call.</summary>
/// <param name="row">The canonical bytes of all columns the backup has.</param>
/// <param name="key">Those of the key's columns, in the key's order; empty without one.</param>
public delegate void CanonicalRowVisitor(ReadOnlySpan<byte> row, ReadOnlySpan<byte> key);

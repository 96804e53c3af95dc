namespace DbaPS.Indexes;

/// <summary>An index after it was built.</summary>
/// <param name="IsValid">True when queries can use it.</param>
/// <param name="SizeBytes">Null where the engine does not tell.</param>
public sealed record IndexState(bool IsValid, long? SizeBytes);

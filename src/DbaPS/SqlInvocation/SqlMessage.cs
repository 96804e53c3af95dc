namespace DbaPS.SqlInvocation;

/// <summary>What a server says beside its results: a notice, or a warning.</summary>
public sealed record SqlMessage(string Text, bool IsWarning);

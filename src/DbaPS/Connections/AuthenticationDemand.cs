namespace DbaPS.Connections;

/// <summary>How a server wants a user to prove who he is.</summary>
/// <param name="Method">By the server's own name.</param>
/// <param name="Weakness">What is wrong with it, in a sentence; null when nothing is.</param>
/// <param name="Remark">What else is to be known, in a sentence; null for nothing.</param>
/// <param name="Advice">What to do about the weakness; null for what goes for most.</param>
public sealed record AuthenticationDemand(string Method, string? Weakness = null, string? Remark = null, string? Advice = null);

namespace DbaPS.Engines;

/// <summary>Why an engine does not have a capability, and what serves instead.</summary>
public sealed record DeclinedCapability(string Reason, string Advice);

namespace DbaPS.Capabilities;

/// <summary>One thing a capability needs and this login or server lacks.</summary>
/// <param name="Capability">The capability interface it belongs to.</param>
/// <param name="Need">In words, e.g. <c>extension pg_stat_statements in this database</c>.</param>
/// <param name="FixSql">The statement that adds it; null where no SQL does (a program to install).</param>
/// <param name="Blocking">False when the capability works without it, with less to show.</param>
public sealed record CapabilityNeed(Type Capability, string Need, string? FixSql, bool Blocking);

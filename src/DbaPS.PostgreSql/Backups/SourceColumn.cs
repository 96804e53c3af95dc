using ValueType = DbaPS.PostgreSql.Digests.ValueType;

namespace DbaPS.PostgreSql.Backups;

/// <summary>A column whose data is read.</summary>
/// <param name="Type">As the server writes it, with modifiers.</param>
internal sealed record SourceColumn(string Name, string Type, ValueType ValueType);

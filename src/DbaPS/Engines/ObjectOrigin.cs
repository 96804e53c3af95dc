using DbaPS.Connections;

namespace DbaPS.Engines;

/// <summary>What every object knows of its source.</summary>
/// <param name="CollectedAt">UTC.</param>
public sealed record ObjectOrigin(EngineId Engine, ServerVersion ServerVersion, ServerReference Server, string? Database, DateTimeOffset CollectedAt);

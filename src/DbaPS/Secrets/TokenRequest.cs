using DbaPS.Connections;
using DbaPS.Engines;

namespace DbaPS.Secrets;

/// <summary>What a token is for.</summary>
/// <param name="Place">What the reference says after its colon; may be empty.</param>
/// <param name="Engine">The engine that will be given it.</param>
/// <param name="Address">The server, its port filled in where the engine has a usual one.</param>
public sealed record TokenRequest(string Place, EngineId Engine, ServerAddress Address);

using System.Collections.Concurrent;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Parts;

namespace DbaPS.Engines;

/// <summary>The engines this installation has, each loaded when it is first needed.</summary>
public sealed class EngineCatalog
{
    private readonly PartCatalog _parts;
    private readonly ConcurrentDictionary<string, Lazy<IEngine>> _loaded = new(StringComparer.OrdinalIgnoreCase);

    public EngineCatalog(PartCatalog parts) => _parts = parts;

    /// <summary>The names -Engine takes.</summary>
    public IReadOnlyList<string> Names => [.. Engines.Select(p => p.Name)];

    private IEnumerable<PartDescriptor> Engines => _parts.OfKind("engine");

    /// <summary>The names and the schemes, which no profile may have for its name.</summary>
    public IEnumerable<string> Words => Engines.SelectMany(p => p.Schemes.Append(p.Name));

    /// <summary>The parts the engines are among.</summary>
    internal PartCatalog Parts => _parts;

    /// <summary>True when the engine works on a file in this process; false also for an unknown one. Loads nothing.</summary>
    public bool IsEmbedded(EngineId id) => Engines.Any(p => p.Embedded && (p.Name.Equals(id.Name, StringComparison.OrdinalIgnoreCase) || p.Schemes.Contains(id.Name, StringComparer.OrdinalIgnoreCase)));

    /// <summary>The TCP port the engine's servers usually listen at; null for an embedded one.</summary>
    public int? UsualPort(EngineId id) => Engines.FirstOrDefault(p => p.Name.Equals(id.Name, StringComparison.OrdinalIgnoreCase))?.Port;

    /// <summary>The engine's name for a scheme of its addresses; null for an unknown one. Loads nothing.</summary>
    public string? NameOf(string scheme) => Engines.FirstOrDefault(p => p.Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))?.Name;

    /// <summary>Every engine, loaded.</summary>
    public IEnumerable<IEngine> All() => Engines.Select(Load);

    public IEngine Get(EngineId id)
    {
        var part = Engines.FirstOrDefault(p => p.Name.Equals(id.Name, StringComparison.OrdinalIgnoreCase))
            ?? Engines.FirstOrDefault(p => p.Schemes.Contains(id.Name, StringComparer.OrdinalIgnoreCase))
            ?? throw new DbaException(DbaErrors.UnknownEngine(id.Name, Names));
        return Load(part);
    }

    /// <summary>Finds engine and address for what the user typed: a URI, or a host or connection string with an engine's name.</summary>
    public Task<(IEngine Engine, ServerAddress Address)> LocateAsync(string text, EngineId? engine)
    {
        if (ServerAddress.LooksLikeAddress(text))
        {
            var address = ServerAddress.Parse(text);
            var owner = Engines.FirstOrDefault(p => p.Schemes.Contains(address.Scheme, StringComparer.OrdinalIgnoreCase))
                ?? throw new DbaException(DbaErrors.MalformedAddress(address.ToString(), $"no engine here has the scheme '{address.Scheme}' (known: {string.Join(", ", Engines.SelectMany(p => p.Schemes))})."));
            return Task.FromResult((Load(owner), address));
        }
        if (engine is null)
        {
            throw new DbaException(DbaErrors.EngineRequired(text.Contains('=', StringComparison.Ordinal) ? "(connection string)" : text));
        }
        var implementation = Get(engine.Value);
        if (text.Contains('=', StringComparison.Ordinal))
        {
            return Task.FromResult((implementation, implementation.FromConnectionString(text)));
        }
        var part = Engines.First(p => p.Name.Equals(implementation.Id.Name, StringComparison.OrdinalIgnoreCase));
        return Task.FromResult((implementation, ServerAddress.Parse($"{part.Schemes[0]}:{(part.Embedded ? "" : "//")}{text}")));
    }

    private IEngine Load(PartDescriptor part) => _loaded.GetOrAdd(part.Name, _ => new(() => part.Create<IEngine>())).Value;
}

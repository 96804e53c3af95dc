namespace DbaPS.Engines;

/// <summary>The name of an engine. An open set: a new engine brings its own.</summary>
public readonly record struct EngineId
{
    public EngineId(string name) => Name = name;

    public string Name { get; }

    public bool Equals(EngineId other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Name;
}

namespace DbaPS.Testing;

/// <summary>
/// Names the cmdlets a spec runs on its live server: the support matrix calls them seen there. A class without a server
/// parameter names its servers itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CoversAttribute(params string[] cmdlets) : Attribute
{
    public IReadOnlyList<string> Cmdlets { get; } = cmdlets;

    /// <summary>Server types, when the class takes none as a type parameter.</summary>
    public Type[] On { get; init; } = [];
}

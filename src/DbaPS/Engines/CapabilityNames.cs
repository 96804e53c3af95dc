using System.ComponentModel;
using System.Reflection;

namespace DbaPS.Engines;

/// <summary>What a capability is called in messages and in the support matrix.</summary>
public static class CapabilityNames
{
    /// <summary>Every capability interface of the model, by name.</summary>
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(ICapability).Assembly.GetTypes().Where(t => t.IsInterface && t != typeof(ICapability) && typeof(ICapability).IsAssignableFrom(t)).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>The interface's <see cref="DescriptionAttribute"/>: a noun phrase such as "reading statement counters".</summary>
    public static string Of(Type capability) => capability.GetCustomAttribute<DescriptionAttribute>()?.Description ?? capability.Name;
}

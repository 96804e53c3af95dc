using System.Reflection;

namespace DbaPS.Operations;

/// <summary>Every operation of the model, found by its attribute.</summary>
public static class OperationCatalog
{
    public static IReadOnlyList<OperationDescriptor> All { get; } = [.. Find().OrderBy(o => o.Name, StringComparer.Ordinal)];

    /// <summary>The operation of that cmdlet name, ignoring case; null when there is none.</summary>
    public static OperationDescriptor? Find(string name) => All.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<OperationDescriptor> Find()
    {
        foreach (var type in typeof(OperationCatalog).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<OperationAttribute>() is { } attribute)
            {
                var contract = type.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOperation<>));
                yield return new OperationDescriptor(type, attribute, contract.GetGenericArguments()[0]);
            }
        }
    }
}

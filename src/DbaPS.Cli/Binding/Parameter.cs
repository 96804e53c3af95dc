using System.Reflection;
using DbaPS.Operations;

namespace DbaPS.Cli.Binding;

/// <summary>One property of a request as the command line sees it.</summary>
internal sealed class Parameter
{
    private Parameter(PropertyInfo property, ArgumentAttribute argument)
    {
        Property = property;
        Argument = argument;
        ElementType = ElementOf(property.PropertyType);
        ValueType = ElementType ?? Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    }

    public PropertyInfo Property { get; }

    public ArgumentAttribute Argument { get; }

    public string Name => Property.Name;

    /// <summary>The type of one value.</summary>
    public Type ValueType { get; }

    public bool IsList => ElementType is not null;

    public bool IsSwitch => ValueType == typeof(bool) && !IsList;

    /// <summary>True for name=value pairs.</summary>
    public bool IsMap => ValueType == typeof(IReadOnlyDictionary<string, object?>);

    private Type? ElementType { get; }

    public static IReadOnlyList<Parameter> Of(OperationDescriptor operation) =>
        [.. operation.Parameters.Select(p => new Parameter(p, p.GetCustomAttribute<ArgumentAttribute>()!))];

    public bool Matches(string name) =>
        Name.Equals(name, StringComparison.OrdinalIgnoreCase) || Argument.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static Type? ElementOf(Type type)
    {
        if (type == typeof(string))
        {
            return null;
        }
        if (type.IsArray)
        {
            return type.GetElementType();
        }
        return type.IsGenericType && type.GetGenericTypeDefinition() is { } open
            && (open == typeof(IReadOnlyList<>) || open == typeof(IReadOnlyCollection<>) || open == typeof(IEnumerable<>) || open == typeof(IList<>) || open == typeof(List<>))
            ? type.GetGenericArguments()[0]
            : null;
    }
}

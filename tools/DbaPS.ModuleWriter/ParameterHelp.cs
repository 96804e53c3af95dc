using System.Reflection;
using DbaPS.Connections;
using DbaPS.Operations;

namespace DbaPS.ModuleWriter;

/// <summary>A parameter as help and PowerShell's syntax lines show it.</summary>
/// <param name="Type">The type's name in PowerShell; empty for a switch.</param>
/// <param name="Pipeline"><c>False</c>, or how it binds from the pipeline, in Get-Help's words.</param>
public sealed record ParameterHelp(string Name, string Type, string Description, bool Required, int Position, string Pipeline, IReadOnlyList<string> Aliases, bool IsList)
{
    public bool IsSwitch => Type.Length == 0;

    /// <summary>Every parameter of an operation, with -WhatIf and -Confirm where it changes something.</summary>
    public static IReadOnlyList<ParameterHelp> Of(OperationDescriptor operation)
    {
        var own = operation.Parameters.Select(From);
        return operation.Attribute.Changes
            ? [.. own,
                new("WhatIf", "", "Shows what would be done, with the exact SQL, and changes nothing.", false, -1, "False", ["wi"], false),
                new("Confirm", "", operation.Attribute.Destructive ? "Asks before each change; on by default for this cmdlet." : "Asks before each change.", false, -1, "False", ["cf"], false)]
            : [.. own];
    }

    private static ParameterHelp From(PropertyInfo property)
    {
        var argument = property.GetCustomAttribute<ArgumentAttribute>()!;
        var type = property.PropertyType;
        var list = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var element = list ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;
        var pipeline = !argument.FromPipeline ? "False" : element == typeof(ServerTarget) ? "True (ByValue, ByPropertyName)" : "True (ByPropertyName)";
        return new(property.Name, NameOf(element) + (list ? "[]" : ""), argument.Description, argument.Required, argument.Position, pipeline, argument.Aliases, list);
    }

    private static string NameOf(Type type) => type switch
    {
        _ when type == typeof(bool) => "",
        _ when type == typeof(string) => "String",
        _ when type == typeof(int) => "Int32",
        _ when type == typeof(long) => "Int64",
        _ when type == typeof(DbaCredential) => "PSCredential",
        _ when type == typeof(IReadOnlyDictionary<string, object?>) => "IDictionary",
        _ => type.Name,
    };
}

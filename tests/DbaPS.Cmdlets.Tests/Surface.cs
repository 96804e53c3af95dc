using System.Management.Automation;
using System.Reflection;
using DbaPS.Operations;

namespace DbaPS.Cmdlets.Tests;

/// <summary>Operations and cmdlets side by side.</summary>
internal static class Surface
{
    public static IReadOnlyDictionary<string, Type> Cmdlets { get; } = typeof(ErrorRecords).Assembly.GetTypes()
        .Where(t => t.GetCustomAttributesData().Any(a => a.AttributeType == typeof(CmdletAttribute)))
        .ToDictionary(t => { var a = Declared(t, typeof(CmdletAttribute))!; return $"{a.ConstructorArguments[0].Value}-{a.ConstructorArguments[1].Value}"; }, StringComparer.Ordinal);

    public static TheoryData<string> Operations => [.. OperationCatalog.All.Select(o => o.Name)];

    /// <summary>The metadata of an attribute; instances would be inert outside PowerShell.</summary>
    public static CustomAttributeData? Declared(MemberInfo member, Type attribute) => member.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType == attribute);

    /// <summary>A named argument's value; the type's default where it is not given.</summary>
    public static T Named<T>(this CustomAttributeData? attribute, string name) =>
        attribute is null ? default! : attribute.NamedArguments.Where(a => a.MemberName == name).Select(a => (T)a.TypedValue.Value!).FirstOrDefault()!;

    public static IEnumerable<PropertyInfo> Parameters(Type cmdlet) => cmdlet.GetProperties().Where(p => Declared(p, typeof(ParameterAttribute)) is not null);

    public static Type OperationType(OperationDescriptor operation) => typeof(OperationCatalog).Assembly.GetTypes()
        .Single(t => t.GetCustomAttribute<OperationAttribute>()?.Name == operation.Name);
}

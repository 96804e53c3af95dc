using System.Collections;
using System.Management.Automation;
using System.Reflection;
using DbaPS.Connections;
using DbaPS.Operations;

namespace DbaPS.Cmdlets.Tests;

/// <summary>Each operation has its cmdlet, and the cmdlet says what the operation says.</summary>
public sealed class CmdletSurfaceTests
{
    private static readonly HashSet<string> ApprovedVerbs = [.. new[]
    {
        typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity),
    }.SelectMany(v => v.GetFields()).Select(f => (string)f.GetRawConstantValue()!)];

    public static TheoryData<string> Operations => Surface.Operations;

    [Fact]
    public void Every_cmdlet_is_an_operation_and_every_operation_a_cmdlet() =>
        Assert.Equal(OperationCatalog.All.Select(o => o.Name).Order(StringComparer.Ordinal), Surface.Cmdlets.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Operations))]
    public void Name_and_folder_follow_from_the_operation(string name)
    {
        var (operation, cmdlet) = Pair(name);
        Assert.Equal($"{operation.Attribute.Verb}{operation.Attribute.Noun}Command", cmdlet.Name);
        Assert.Equal(Surface.OperationType(operation).Namespace!.Replace("DbaPS.", "DbaPS.Cmdlets.", StringComparison.Ordinal), cmdlet.Namespace);
        Assert.True(File.Exists(Path.Combine(Repository.Source, "DbaPS.Cmdlets", cmdlet.Namespace!["DbaPS.Cmdlets.".Length..], cmdlet.Name + ".cs")), $"{cmdlet.Name} is in another folder than its feature's.");
        Assert.True(cmdlet.IsSealed && cmdlet.IsPublic);
        Assert.Contains(operation.Attribute.Verb, ApprovedVerbs);
        Assert.StartsWith("Dba", operation.Attribute.Noun, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void It_runs_its_operation(string name)
    {
        var (operation, cmdlet) = Pair(name);
        var arguments = Ancestors(cmdlet).First(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(DbaCmdlet<,>)).GetGenericArguments();
        Assert.Equal([Surface.OperationType(operation), operation.RequestType], arguments);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Output_type_is_declared(string name)
    {
        var (operation, cmdlet) = Pair(name);
        var declared = Surface.Declared(cmdlet, typeof(OutputTypeAttribute))!.ConstructorArguments[0].Value as IEnumerable<CustomAttributeTypedArgument>;
        Assert.Equal(operation.Attribute.Output, Assert.Single(declared!).Value);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void What_changes_something_asks_as_it_should(string name)
    {
        var (operation, cmdlet) = Pair(name);
        var declared = Surface.Declared(cmdlet, typeof(CmdletAttribute));
        Assert.Equal(operation.Attribute.Changes, declared.Named<bool>("SupportsShouldProcess"));
        Assert.Equal(operation.Attribute.Destructive, declared.Named<int>("ConfirmImpact") == (int)ConfirmImpact.High);
        Assert.False(operation.Attribute.Destructive && !operation.Attribute.Changes, "What loses data changes something.");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Parameters_are_the_requests(string name)
    {
        var (operation, cmdlet) = Pair(name);
        Assert.Equal(operation.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal), Surface.Parameters(cmdlet).Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var property in operation.Parameters)
        {
            var parameter = cmdlet.GetProperty(property.Name)!;
            var argument = property.GetCustomAttribute<ArgumentAttribute>()!;
            var declared = Surface.Declared(parameter, typeof(ParameterAttribute));
            var what = $"{name} -{property.Name}";
            Assert.True(TypeInPowerShell(property.PropertyType) == parameter.PropertyType, $"{what}: {parameter.PropertyType} for {property.PropertyType}.");
            Assert.True(argument.Required == declared.Named<bool>("Mandatory"), $"{what}: Mandatory.");
            Assert.True(argument.Position == (declared!.NamedArguments.Any(a => a.MemberName == "Position") ? declared.Named<int>("Position") : -1), $"{what}: Position.");
            Assert.True(argument.FromPipeline == declared.Named<bool>("ValueFromPipelineByPropertyName"), $"{what}: ValueFromPipelineByPropertyName.");
            Assert.Equal(argument.Aliases, Aliases(parameter));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Durations_are_read_as_people_write_them(string name)
    {
        foreach (var parameter in Surface.Parameters(Pair(name).Cmdlet).Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(TimeSpan)))
        {
            Assert.NotNull(Surface.Declared(parameter, typeof(DurationTransformationAttribute)));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Only_servers_are_taken_from_the_pipeline_as_they_are(string name)
    {
        foreach (var parameter in Surface.Parameters(Pair(name).Cmdlet).Where(p => Surface.Declared(p, typeof(ParameterAttribute)).Named<bool>("ValueFromPipeline")))
        {
            Assert.Equal(typeof(ServerTarget[]), parameter.PropertyType);
        }
    }

    [Fact]
    public void No_request_uses_a_name_that_either_skin_needs()
    {
        string[] reserved = ["Output", "WhatIf", "Confirm", "Yes", "NoInput", "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable",
            "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"];
        foreach (var operation in OperationCatalog.All)
        {
            Assert.Empty(operation.Parameters.Select(p => p.Name).Intersect(reserved, StringComparer.OrdinalIgnoreCase));
        }
    }

    private static (OperationDescriptor Operation, Type Cmdlet) Pair(string name)
    {
        Assert.True(Surface.Cmdlets.TryGetValue(name, out var cmdlet), $"{name} has no cmdlet.");
        return (OperationCatalog.Find(name)!, cmdlet!);
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    private static Type TypeInPowerShell(Type type)
    {
        if (type == typeof(bool) || type == typeof(bool?))
        {
            return typeof(SwitchParameter);
        }
        if (type == typeof(DbaCredential))
        {
            return typeof(PSCredential);
        }
        if (type == typeof(IReadOnlyDictionary<string, object?>))
        {
            return typeof(IDictionary);
        }
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0].MakeArrayType() : type;
    }

    private static IEnumerable<string> Aliases(PropertyInfo parameter) =>
        Surface.Declared(parameter, typeof(AliasAttribute))?.ConstructorArguments[0].Value is IEnumerable<CustomAttributeTypedArgument> names ? names.Select(n => (string)n.Value!) : [];
}

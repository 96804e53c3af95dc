using System.Reflection;
using DbaPS.Pipeline;

namespace DbaPS.Operations;

/// <summary>An operation as the skins see it: its name, its request's type and how to run it.</summary>
public sealed class OperationDescriptor
{
    private readonly Type _type;

    internal OperationDescriptor(Type type, OperationAttribute attribute, Type requestType)
    {
        _type = type;
        Attribute = attribute;
        RequestType = requestType;
    }

    public OperationAttribute Attribute { get; }

    public Type RequestType { get; }

    public string Name => Attribute.Name;

    /// <summary>The request's parameters, in the order of declaration, the shared ones last.</summary>
    public IReadOnlyList<PropertyInfo> Parameters => [.. RequestType.GetProperties().Where(p => p.GetCustomAttribute<ArgumentAttribute>() is not null)];

    /// <summary>Runs it with a request of <see cref="RequestType"/>.</summary>
    public Task RunAsync(DbaRuntime runtime, object request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var operation = Activator.CreateInstance(_type, runtime)!;
        var run = typeof(IOperation<>).MakeGenericType(RequestType).GetMethod(nameof(IOperation<object>.RunAsync))!;
        return (Task)run.Invoke(operation, BindingFlags.DoNotWrapExceptions, null, [request, pipeline, cancellationToken], null)!;
    }
}

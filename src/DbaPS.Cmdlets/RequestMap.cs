using System.Collections;
using System.Management.Automation;
using System.Reflection;
using DbaPS.Connections;
using DbaPS.Operations;

namespace DbaPS.Cmdlets;

/// <summary>Carries a cmdlet's parameters over to its request, by name. Found once per cmdlet type.</summary>
internal sealed class RequestMap
{
    private readonly Type _request;
    private readonly Dictionary<string, Pair> _pairs;

    private RequestMap(Type cmdlet, Type request)
    {
        _request = request;
        _pairs = request.GetProperties()
            .Where(p => p.GetCustomAttribute<ArgumentAttribute>() is not null && cmdlet.GetProperty(p.Name) is not null)
            .ToDictionary(p => p.Name, p => new Pair(cmdlet.GetProperty(p.Name)!, p, p.GetCustomAttribute<ArgumentAttribute>()!.IsPath), StringComparer.OrdinalIgnoreCase);
    }

    public static RequestMap Of(Type cmdlet, Type request) => new(cmdlet, request);

    /// <summary>A request with the values of the parameters that were bound; the rest keeps the request's defaults.</summary>
    /// <param name="bound">The names of the bound parameters.</param>
    /// <param name="resolve">Makes a path absolute, from PowerShell's current folder.</param>
    /// <param name="bareIsFile">Whether a -Server text without a scheme is a file.</param>
    public object Build(PSCmdlet cmdlet, IEnumerable<string> bound, Func<string, string> resolve, bool bareIsFile)
    {
        var request = Activator.CreateInstance(_request)!;
        foreach (var name in bound)
        {
            // A property of a piped object that is null says nothing about the parameter.
            if (_pairs.TryGetValue(name, out var pair) && pair.Parameter.GetValue(cmdlet) is { } value)
            {
                pair.Property.SetValue(request, Convert(value, pair, resolve, bareIsFile));
            }
        }
        return request;
    }

    private static object? Convert(object value, Pair pair, Func<string, string> resolve, bool bareIsFile)
    {
        value = Unwrap(value)!;
        return value switch
        {
            SwitchParameter given => given.ToBool(),
            PSCredential credential => new DbaCredential(credential.UserName, new Secret(credential.GetNetworkCredential().Password)),
            IDictionary map when pair.Property.PropertyType == typeof(IReadOnlyDictionary<string, object?>) => ToMap(map),
            // A variable that holds nothing, in a list of others: what runs on several servers says so and goes on with the rest.
            ServerTarget[] targets => Array.ConvertAll(targets, t => t?.Rooted(bareIsFile, resolve)),
            ServerTarget target => target.Rooted(bareIsFile, resolve),
            string path when pair.IsPath => resolve(path),
            string[] paths when pair.IsPath => Array.ConvertAll(paths, p => resolve(p)),
            object[] items when items.GetType() == typeof(object[]) => Array.ConvertAll(items, Unwrap),
            _ => value,
        };
    }

    private static Dictionary<string, object?> ToMap(IDictionary map)
    {
        var result = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in map)
        {
            result[entry.Key.ToString()!] = Unwrap(entry.Value);
        }
        return result;
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    private sealed record Pair(PropertyInfo Parameter, PropertyInfo Property, bool IsPath);
}

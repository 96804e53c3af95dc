using System.Text.Json;
using DbaPS.Connections;
using DbaPS.Operations;

namespace DbaPS.Cli.Binding;

/// <summary>Makes requests from a command line, and from a command line with one object of standard input.</summary>
internal sealed class RequestBuilder
{
    private readonly CommandLine _line;
    private readonly Dictionary<Parameter, object?> _values;
    private readonly string? _defaultServer;

    public RequestBuilder(CommandLine line, ValueReader reader, string? defaultServer)
    {
        _line = line;
        _values = line.Given.ToDictionary(g => g.Key, g => reader.Read(g.Key, g.Value));
        _defaultServer = defaultServer;
    }

    /// <summary>Parameters that standard input may give.</summary>
    public IEnumerable<Parameter> FromPipeline => _line.Parameters.Where(p => p.Argument.FromPipeline);

    /// <summary>The request of the command line alone.</summary>
    public object Build() => Build(new Dictionary<Parameter, object?>());

    /// <summary>The request with what <paramref name="input"/> gives by property name; the command line wins.</summary>
    /// <exception cref="UsageException">The object gives none of the operation's parameters, or a value that does not fit.</exception>
    public object Build(JsonElement input)
    {
        var bound = new Dictionary<Parameter, object?>();
        if (input.ValueKind != JsonValueKind.Object)
        {
            throw new UsageException("it is not a JSON object.");
        }
        foreach (var parameter in FromPipeline.Where(p => !_values.ContainsKey(p)))
        {
            foreach (var property in input.EnumerateObject())
            {
                if (parameter.Matches(property.Name) && property.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                {
                    bound[parameter] = JsonValues.Read(parameter, property.Value);
                }
            }
        }
        if (bound.Count == 0)
        {
            throw new UsageException($"it has none of {string.Join(", ", FromPipeline.Select(p => p.Name))}.");
        }
        return Build(bound);
    }

    private object Build(Dictionary<Parameter, object?> bound)
    {
        var request = Activator.CreateInstance(_line.Operation.RequestType)!;
        foreach (var (parameter, value) in _values.Concat(bound))
        {
            parameter.Property.SetValue(request, value);
        }
        if (_defaultServer is not null && request is ServerRequest { Server.Count: 0 })
        {
            typeof(ServerRequest).GetProperty(nameof(ServerRequest.Server))!.SetValue(request, new[] { new ServerTarget(_defaultServer) });
        }
        return request;
    }
}

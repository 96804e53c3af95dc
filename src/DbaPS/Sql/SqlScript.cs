using System.Collections.Concurrent;
using System.Reflection;

namespace DbaPS.Sql;

/// <summary>An embedded SQL file. Its name is its path below the engine's project: <c>SlowQueries/SlowQuery.sql</c>.</summary>
public sealed record SqlScript(string Name, string Text)
{
    private static readonly ConcurrentDictionary<(Assembly, string), SqlScript> Cache = new();

    public SqlHeader Header { get; } = SqlHeader.Parse(Text);

    /// <summary>The script of that name in the assembly of <typeparamref name="TOwner"/>.</summary>
    public static SqlScript Load<TOwner>(string name) => Cache.GetOrAdd((typeof(TOwner).Assembly, name), static key =>
    {
        using var stream = key.Item1.GetManifestResourceStream(key.Item2) ?? throw new InvalidOperationException($"{key.Item1.GetName().Name} embeds no {key.Item2}.");
        using var reader = new StreamReader(stream);
        return new SqlScript(key.Item2, reader.ReadToEnd());
    });

    /// <summary>Every script an assembly embeds.</summary>
    public static IEnumerable<SqlScript> All(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new SqlScript(name, reader.ReadToEnd());
        }
    }
}

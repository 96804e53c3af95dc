using DbaPS.Errors;
using DbaPS.Indexes;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>Names new indexes: as the user says, or by a name nobody has.</summary>
internal sealed class IndexNamer(IndexCatalog catalog, NewIndexRequest request, IndexWish wish, IReadOnlyCollection<ExistingIndex> leftovers)
{
    /// <summary>How many numbered names are looked up at once.</summary>
    private const int Candidates = 64;

    private readonly HashSet<(string Schema, string Name)> _given = [];

    /// <summary>The name of the index itself.</summary>
    /// <exception cref="DbaException">The user's name is taken, or too long.</exception>
    public async Task<string> ForAsync(IndexedTable table, CancellationToken cancellationToken)
    {
        if (request.Index is not { } name)
        {
            return (await ForAllAsync([table], cancellationToken))[table.Id];
        }
        if (!PostgreSqlNames.Fits(name))
        {
            throw new DbaException(DbaErrors.InvalidParameter("Index", name, $"it is longer than {PostgreSqlNames.MaximumBytes} bytes, and the server would cut it off."));
        }
        var taken = await catalog.TakenAsync([name], cancellationToken);
        return taken.TryGetValue((table.Schema, name), out var kind) && !leftovers.Any(l => l.Schema == table.Schema && l.Name == name)
            ? throw new DbaException(DbaErrors.IndexNameTaken(table.Schema, name, kind))
            : name;
    }

    /// <summary>A made name for each of some tables, by their oids.</summary>
    public async Task<IReadOnlyDictionary<long, string>> ForAllAsync(IReadOnlyCollection<IndexedTable> tables, CancellationToken cancellationToken)
    {
        var candidates = tables.SelectMany(t => Possible(t.Name)).ToList();
        var taken = await catalog.TakenAsync(candidates, cancellationToken);
        var names = new Dictionary<long, string>();
        foreach (var table in tables)
        {
            var name = Make(table.Name, n => (taken.ContainsKey((table.Schema, n)) && !leftovers.Any(l => l.Schema == table.Schema && l.Name == n)) || _given.Contains((table.Schema, n)));
            _given.Add((table.Schema, name));
            names[table.Id] = name;
        }
        return names;
    }

    private List<string> Possible(string table)
    {
        var names = new List<string>(Candidates);
        _ = Make(table, name =>
        {
            names.Add(name);
            return names.Count < Candidates;
        });
        return names;
    }

    private string Make(string table, Func<string, bool> isTaken) => IndexNames.Make(table, wish.Columns.Select(c => c.Name), wish.Unique, isTaken, PostgreSqlNames.MaximumBytes);
}

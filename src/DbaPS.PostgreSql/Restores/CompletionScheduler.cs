using DbaPS.Errors;

namespace DbaPS.PostgreSql.Restores;

/// <summary>
/// Runs what comes after the rows on several connections: an entry starts when all it needs is there and no running one has a lock in
/// its way. Indexes of one table are built side by side; whatever alters a table has it alone.
/// </summary>
internal sealed class CompletionScheduler
{
    private readonly List<Item> _waiting;
    private readonly HashSet<int> _unfinished;

    /// <param name="entries">In the archive's order.</param>
    /// <param name="all">Every entry of the archive, to see which of those needed are tables.</param>
    public CompletionScheduler(IReadOnlyList<RestoreEntry> entries, IReadOnlyList<ArchiveEntry> all)
    {
        var byId = all.ToDictionary(e => e.DumpId);
        var members = entries.Select(e => e.Entry.DumpId).ToHashSet();
        _waiting = [.. entries.Select(e => new Item(e, Tables(e.Entry, byId, []), e.Entry.Description == "INDEX"))];
        _unfinished = members;
    }

    /// <param name="paths">What helps entries that fail for a name they can't find: those wait until nothing else is left, and are tried once more.</param>
    public async Task RunAsync(
        IReadOnlyList<RestoreConnection> connections, FunctionPaths paths, Action<RestoreEntry> starting, Func<DbaException, RestoreEntry, DbaException> name, CancellationToken cancellationToken)
    {
        var postponed = new List<Item>();
        var helped = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var free = new Stack<RestoreConnection>(connections);
        var running = new Dictionary<Task, (Item Item, RestoreConnection Connection)>();
        Exception? failed = null;
        while (running.Count > 0 || (_waiting.Count + postponed.Count > 0 && failed is null))
        {
            while (failed is null && free.Count > 0 && Next(running.Values.Select(r => r.Item), mayForce: postponed.Count == 0) is { } item)
            {
                var connection = free.Pop();
                starting(item.Entry);
                running.Add(Task.Run(() => connection.RunTogetherAsync(item.Entry.Statements, stop.Token), CancellationToken.None), (item, connection));
            }
            if (running.Count == 0)
            {
                // Only what failed is left, and what needs it.
                await paths.GiveAsync(connections[0], cancellationToken);
                helped = true;
                _waiting.InsertRange(0, postponed);
                postponed.Clear();
                continue;
            }
            var done = await Task.WhenAny(running.Keys);
            running.Remove(done, out var finished);
            free.Push(finished.Connection);
            try
            {
                await done;
                _unfinished.Remove(finished.Item.Entry.Entry.DumpId);
            }
            catch (DbaException failure) when (!helped && failed is null && FunctionPaths.MayHelp(failure))
            {
                postponed.Add(finished.Item);
            }
            catch (Exception failure)
            {
                failed ??= failure is DbaException known ? name(known, finished.Item.Entry) : failure;
                await stop.CancelAsync();
            }
        }
        if (failed is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed);
        }
    }

    private static HashSet<int> Tables(ArchiveEntry entry, Dictionary<int, ArchiveEntry> byId, HashSet<int> seen)
    {
        var found = new HashSet<int>();
        foreach (var id in entry.Dependencies)
        {
            if (seen.Add(id) && byId.TryGetValue(id, out var needed))
            {
                if (needed.Description is "TABLE" or "MATERIALIZED VIEW" or "FOREIGN TABLE" or "VIEW")
                {
                    found.Add(id);
                }
                else if (needed.Section == ArchiveSection.PostData)
                {
                    found.UnionWith(Tables(needed, byId, seen));
                }
            }
        }
        return found;
    }

    /// <summary>The first that may start. Where nothing may and nothing runs, the archive's own order decides: it never goes in circles.</summary>
    private Item? Next(IEnumerable<Item> running, bool mayForce)
    {
        var active = running.ToList();
        var at = _waiting.FindIndex(i => i.Entry.Entry.Dependencies.All(d => !_unfinished.Contains(d)) && active.TrueForAll(r => !r.Hinders(i)));
        if (at < 0 && (active.Count > 0 || _waiting.Count == 0 || !mayForce))
        {
            return null;
        }
        at = Math.Max(at, 0);
        var item = _waiting[at];
        _waiting.RemoveAt(at);
        return item;
    }

    private sealed record Item(RestoreEntry Entry, HashSet<int> Tables, bool Shared)
    {
        /// <summary>True where the other must wait for this one. One that names no table could need any.</summary>
        public bool Hinders(Item other) => !(Shared && other.Shared) && (Tables.Count == 0 || other.Tables.Count == 0 || Tables.Overlaps(other.Tables));
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using DbaPS.Connections;
using DbaPS.History;

namespace DbaPS.SlowQueries;

/// <summary>Readings of statement counters in the history: numbers and ids only, never a statement's text.</summary>
internal sealed class StatementHistory
{
    public const string Kind = "statement-counters";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HistoryLocator _history;
    private readonly string _server;

    public StatementHistory(HistoryLocator history, DbaSession session)
    {
        _history = history;
        // Counters belong to the whole server, but what of them a login may see is the login's.
        _server = (session.Native.Address with { Database = null, User = session.User.Length > 0 ? session.User : null }).ToString();
    }

    public async Task AppendAsync(StatementSnapshot snapshot, CancellationToken cancellationToken)
    {
        var bare = snapshot with { Statements = [.. snapshot.Statements.Select(s => s with { Text = null, SampleText = null })] };
        var store = await _history.OpenAsync(cancellationToken);
        await store.AppendAsync(new HistoryEntry(Guid.NewGuid(), Kind, _server, null, snapshot.TakenAt, JsonSerializer.Serialize(bare, Options)), cancellationToken);
    }

    /// <summary>The reading taken nearest to a moment, before or after it; null when there is none.</summary>
    public async Task<StatementSnapshot?> NearestAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var before = await FirstAsync(new HistoryQuery(Kind) { Server = _server, Until = moment, Newest = true, Limit = 1 }, cancellationToken);
        var after = await FirstAsync(new HistoryQuery(Kind) { Server = _server, Since = moment, Limit = 1 }, cancellationToken);
        if (before is null || after is null)
        {
            return before ?? after;
        }
        return moment - before.TakenAt <= after.TakenAt - moment ? before : after;
    }

    private async Task<StatementSnapshot?> FirstAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        var store = await _history.OpenAsync(cancellationToken);
        await foreach (var entry in store.ReadAsync(query, cancellationToken))
        {
            return JsonSerializer.Deserialize<StatementSnapshot>(entry.Payload, Options);
        }
        return null;
    }
}

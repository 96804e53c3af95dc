using System.Data.Common;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.MySql.Definitions;

/// <summary>Reads the definitions of everything in the session's database, in the order in which a restore makes them.</summary>
internal sealed class DefinitionReader(MySqlSession session, DbConnection connection)
{
    private readonly List<Definition> _found = [];
    private readonly List<Definition> _unreadable = [];

    /// <summary>What is there and does not show its definition to this login; the text is empty.</summary>
    public IReadOnlyList<Definition> Unreadable => _unreadable;

    public static async Task<IReadOnlyList<Definition>> ReadAsync(MySqlSession session, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        return await new DefinitionReader(session, connection).ReadAsync(cancellationToken);
    }

    /// <summary>A table's statement as it is now.</summary>
    public static async Task<string> TableAsync(MySqlSession session, DbConnection connection, string name, CancellationToken cancellationToken)
    {
        var sql = (await RowAsync(session, connection, $"SHOW CREATE TABLE {MySqlNames.Quote(name)}", cancellationToken)).GetValueOrDefault("Create Table")
            ?? throw new DbaException(DbaErrors.ObjectMissing("table", name, session.Name));
        return session.Kind == MySqlDialect.MariaDb && ForeignKeyText.IsDoubtful(sql)
            ? ForeignKeyText.Mend(sql, session.RequiredDatabase, await ForeignKey.ReadAsync(session, connection, name, cancellationToken))
            : sql;
    }

    public async Task<IReadOnlyList<Definition>> ReadAsync(CancellationToken cancellationToken)
    {
        var relations = await NamesAsync("Relations", row => (Name: row.Text("name"), Type: row.Text("type"), Engine: row.TextOrNull("engine")), cancellationToken);
        foreach (var sequence in relations.Where(r => r.Type == "SEQUENCE"))
        {
            await AddSequenceAsync(sequence.Name, cancellationToken);
        }
        foreach (var table in relations.Where(r => r.Type is "BASE TABLE" or "SYSTEM VERSIONED"))
        {
            Add(new Definition("table", table.Name, await TableAsync(session, connection, table.Name, cancellationToken)) { Engine = table.Engine });
        }
        foreach (var (kind, name) in await NamesAsync("Routines", row => (row.Text("kind"), row.Text("name")), cancellationToken))
        {
            await AddAsync(kind, name, cancellationToken);
        }
        foreach (var view in relations.Where(r => r.Type == "VIEW"))
        {
            await AddAsync("view", view.Name, cancellationToken);
        }
        foreach (var (name, table) in await NamesAsync("Triggers", row => (row.Text("name"), row.Text("table")), cancellationToken))
        {
            await AddAsync("trigger", name, cancellationToken, table);
        }
        foreach (var name in await NamesAsync("Events", row => row.Text("name"), cancellationToken))
        {
            await AddAsync("event", name, cancellationToken);
        }
        return _found;
    }

    private async Task AddAsync(string kind, string name, CancellationToken cancellationToken, string? table = null)
    {
        Dictionary<string, string?> row;
        try
        {
            row = await RowAsync(session, connection, $"SHOW CREATE {kind} {MySqlNames.Quote(name)}", cancellationToken);
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            row = [];
        }
        var sql = row.GetValueOrDefault(kind == "trigger" ? "SQL Original Statement" : $"Create {kind}");
        Add(new Definition(kind, name, sql ?? "")
        {
            Table = table,
            // A view's text is the server's own: no mode changes how it is read.
            SqlMode = kind == "view" ? null : row.GetValueOrDefault("sql_mode"),
            CharacterSet = row.GetValueOrDefault("character_set_client"),
            Collation = row.GetValueOrDefault("collation_connection"),
            TimeZone = row.GetValueOrDefault("time_zone"),
            IsBroken = kind == "view" && sql is not null && await IsBrokenAsync(name, cancellationToken),
        });
    }

    /// <summary>As the server judges; that a definer is gone alone breaks no view.</summary>
    private async Task<bool> IsBrokenAsync(string view, CancellationToken cancellationToken)
    {
        await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, "SET SESSION lc_messages = 'en_US'", cancellationToken));
        await using var command = MySqlSession.Command(connection, $"CHECK TABLE {MySqlNames.Quote(view)}");
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        var broken = false;
        while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            broken |= reader.GetString(3).Contains("references invalid table", StringComparison.Ordinal);
        }
        return broken;
    }

    private async Task AddSequenceAsync(string name, CancellationToken cancellationToken)
    {
        var sql = (await RowAsync(session, connection, $"SHOW CREATE TABLE {MySqlNames.Quote(name)}", cancellationToken)).GetValueOrDefault("Create Table");
        sql = (await RowAsync(session, connection, $"SHOW CREATE SEQUENCE {MySqlNames.Quote(name)}", cancellationToken)).GetValueOrDefault("Create Table") ?? sql;
        var state = await RowAsync(session, connection, $"SELECT * FROM {MySqlNames.Quote(name)}", cancellationToken);
        var isUp = Number("increment") >= 0;
        Add(new Definition("sequence", name, sql ?? "")
        {
            Next = Number("next_not_cached_value"),
            Round = Number("cycle_count"),
            Limit = Number(isUp ? "maximum_value" : "minimum_value"),
        });

        long Number(string column) => long.Parse(state[column]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Add(Definition definition) => (definition.Sql.Length == 0 ? _unreadable : _found).Add(definition);

    private async Task<List<T>> NamesAsync<T>(string script, Func<RowReader, T> map, CancellationToken cancellationToken)
    {
        var names = new List<T>();
        var parameters = new Dictionary<string, object?> { ["database"] = session.RequiredDatabase };
        await foreach (var name in session.ReadAsync(connection, SqlScript.Load<DefinitionReader>($"Definitions/{script}.sql"), map, cancellationToken, parameters))
        {
            names.Add(name);
        }
        return names;
    }

    private static async Task<Dictionary<string, string?>> RowAsync(MySqlSession session, DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = MySqlSession.Command(connection, sql);
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                row[reader.GetName(i)] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        return row;
    }
}

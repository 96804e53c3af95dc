using DbaPS.MySql.Definitions;

namespace DbaPS.MySql.Restores;

/// <summary>
/// Gives a database another name, which neither server can: its tables are renamed into a new one, all in one statement, and what
/// can't be renamed (views, routines, triggers) is made there anew.
/// </summary>
/// <param name="source">The database's name in the definitions.</param>
internal sealed class DatabaseMove(MySqlSession session, string source, DatabaseProperties properties, IReadOnlyList<Definition> definitions)
{
    private bool _renamed;

    /// <summary>Moves what stands in one database to another, which must not exist, and drops the first.</summary>
    public async Task RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        await RunAsync([$"CREATE DATABASE {MySqlNames.Quote(to)} {properties.Clause}"], cancellationToken);
        await using var inside = (MySqlSession)await session.ForDatabaseAsync(to, cancellationToken);
        await using var connection = await inside.OpenAsync(cancellationToken);
        var maker = new DefinitionMaker(inside, connection, source);
        await maker.MakeAllAsync(Of("function", "procedure", "package", "package body"), cancellationToken);
        var renames = Of("table", "sequence").Select(d => $"{MySqlNames.Quote(from, d.Name)} TO {MySqlNames.Quote(to, d.Name)}").ToList();
        await RunAsync(
            [
                .. Of("trigger").Select(d => $"DROP TRIGGER IF EXISTS {MySqlNames.Quote(from, d.Name)}"),
                .. renames.Count == 0 ? [] : (string[])[$"RENAME TABLE {string.Join(", ", renames)}"],
            ],
            cancellationToken);
        _renamed = true;
        await PointDefaultsAsync(inside, from, to, cancellationToken);
        await maker.MakeAllAsync(Of("view"), cancellationToken);
        await maker.MakeAllAsync(Of("trigger", "event"), cancellationToken);
        await RunAsync([$"DROP DATABASE {MySqlNames.Quote(from)}"], cancellationToken);
    }

    /// <summary>Puts back what a move that failed has moved; <paramref name="from"/> and <paramref name="to"/> are those of the move.</summary>
    public async Task UndoAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (_renamed)
        {
            await RunAsync([RestoreSteps.Drop(from)], cancellationToken);
            await RunAsync(to, from, cancellationToken);
            return;
        }
        await using var inside = (MySqlSession)await session.ForDatabaseAsync(from, cancellationToken);
        await using var connection = await inside.OpenAsync(cancellationToken);
        await RunAsync(Of("trigger").Select(d => $"DROP TRIGGER IF EXISTS {MySqlNames.Quote(from, d.Name)}"), cancellationToken);
        await new DefinitionMaker(inside, connection, source).MakeAllAsync(Of("trigger"), cancellationToken);
        await RunAsync([RestoreSteps.Drop(to)], cancellationToken);
    }

    /// <summary>Each statement by itself: none of them can be taken back.</summary>
    private async Task RunAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        foreach (var statement in statements)
        {
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, statement, cancellationToken));
        }
    }

    /// <summary>A default taken from a sequence names the sequence's database.</summary>
    private async Task PointDefaultsAsync(MySqlSession inside, string from, string to, CancellationToken cancellationToken)
    {
        if (Of("sequence").Count == 0)
        {
            return;
        }
        var old = MySqlNames.Quote(from) + ".";
        var defaults = new List<(string Table, string Column, string Expression)>();
        await foreach (var item in inside.ReadAsync(Sql.SqlScript.Load<DatabaseMove>("Restores/ColumnDefaults.sql"), row => (row.Text("table"), row.Text("column"), row.Text("expression")),
            new Dictionary<string, object?> { ["database"] = to }, cancellationToken))
        {
            defaults.Add(item);
        }
        await using var connection = await inside.OpenAsync(cancellationToken);
        await inside.TryAsync(() => MySqlSession.ExecuteAsync(connection, "SET SESSION system_versioning_alter_history = KEEP", cancellationToken));
        foreach (var (table, column, expression) in defaults.Where(d => d.Expression.Contains(old, StringComparison.Ordinal)))
        {
            var now = expression.Replace(old, MySqlNames.Quote(to) + ".", StringComparison.Ordinal);
            await inside.TryAsync(() => MySqlSession.ExecuteAsync(connection, $"ALTER TABLE {MySqlNames.Quote(table)} ALTER COLUMN {MySqlNames.Quote(column)} SET DEFAULT ({now})", cancellationToken));
        }
    }

    private List<Definition> Of(params string[] kinds) => [.. definitions.Where(d => kinds.Contains(d.Kind))];
}

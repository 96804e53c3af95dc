using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>
/// For the time of a restore gives the restored functions the search path their source's sessions have. Restores run with an empty one,
/// and servers from version 17 build indexes with an empty one, so a function that names a table without its schema fails there.
/// </summary>
internal sealed class FunctionPaths
{
    private readonly PostgreSqlSession _session;
    private readonly IReadOnlyList<string> _usual;
    private readonly object _settled = new();
    private Task? _giving;
    private IReadOnlyList<string> _given = [];

    public FunctionPaths(PostgreSqlSession session, IEnumerable<BackupSetting> settings)
    {
        _session = session;
        var own = settings.FirstOrDefault(s => s is { Role: null, InDatabase: true } && s.Name.Equals("search_path", StringComparison.OrdinalIgnoreCase));
        _usual = own is null ? ["public"] : [.. DatabaseStatements.SplitNames(own.Value)];
    }

    /// <summary>What was done, for the user; null when nothing was.</summary>
    public string? Note => _given is { Count: > 0 } given
        ? $"Some functions name tables or functions without their schema; while indexes and constraints were checked, {given.Count} of them had the search_path of the database's sessions. They are back as the backup has them."
        : null;

    /// <summary>True for a failure that a search path may help: a name was not found.</summary>
    public static bool MayHelp(DbaException failure) => failure.Error.NativeCode is "42P01" or "42883" or "42704" or "42703" or "3F000";

    /// <summary>Gives them, once; all are given when it returns.</summary>
    /// <returns>False when there is no function to give a path.</returns>
    public async Task<bool> GiveAsync(RestoreConnection connection, CancellationToken cancellationToken)
    {
        Task giving;
        lock (_settled)
        {
            giving = _giving ??= GiveOnceAsync(connection, cancellationToken);
        }
        await giving;
        return _given.Count > 0;
    }

    public Task TakeBackAsync(RestoreConnection connection, CancellationToken cancellationToken) =>
        connection.RunAsync(_given.Select(r => $"ALTER ROUTINE {r} RESET search_path"), cancellationToken);

    private async Task GiveOnceAsync(RestoreConnection connection, CancellationToken cancellationToken)
    {
        var routines = new List<(string Routine, IReadOnlyList<string> Path)>();
        await foreach (var row in _session.ReadAsync(
            SqlScript.Load<PostgreSqlSession>("Restores/FunctionPaths.sql"), row => (row.Text("routine"), (IReadOnlyList<string>)row.Texts("path")),
            new Dictionary<string, object?> { ["path"] = _usual.ToArray() }, cancellationToken))
        {
            routines.Add(row);
        }
        await connection.RunAsync(routines.Select(r => $"ALTER ROUTINE {r.Routine} SET search_path TO {string.Join(", ", r.Path.Select(PostgreSqlNames.Literal))}"), cancellationToken);
        _given = [.. routines.Select(r => r.Routine)];
    }
}

using DbaPS.Restores;

namespace DbaPS.PostgreSql.Restores;

/// <summary>A restore's steps as the user sees them before it runs.</summary>
internal sealed class RestoreSteps
{
    private readonly RestoreJob _job;
    private readonly RestoreState _state;
    private readonly string _temporary;
    private readonly int _serverMajor;

    public RestoreSteps(RestoreJob job, RestoreState state, string temporary, int serverMajor)
    {
        _job = job;
        _state = state;
        _temporary = temporary;
        _serverMajor = serverMajor;
    }

    public IReadOnlyList<RestoreStep> Planned(IReadOnlyList<string> roleStatements, IReadOnlyList<string> leftovers)
    {
        var steps = new List<RestoreStep>();
        if (_job.RemoveLeftovers)
        {
            steps.AddRange(leftovers.Select(l => new RestoreStep("clean", l) { Sql = DatabaseStatements.Drop(l) }));
        }
        steps.AddRange(roleStatements.Select(s => new RestoreStep("role", "server") { Sql = s }));
        steps.Add(new RestoreStep("database", _temporary) { Sql = _state.Properties.Create(_temporary, _serverMajor, !_job.NoTablespaces) });
        steps.AddRange(Entries(RestorePass.Definitions));
        steps.AddRange(TableLoad.Cut(_job.Backup, _state.Tables, _job.Jobs).Select(l => new RestoreStep("data", l.Table.DisplayName)
        {
            Sql = l.Copy(l.CanFreeze),
            Rows = l.Whole ? l.Table.Rows : null,
            Bytes = l.Files.Sum(f => _job.Backup.FileAt(f).Size),
            Note = l.Whole ? null : $"file {l.Files[0]}",
        }));
        if (_state.LargeObjects is { Count: > 0 } objects)
        {
            steps.Add(new RestoreStep("large objects", $"{objects.Count}") { Bytes = objects.Files.Sum(f => _job.Backup.FileAt(f).Size) });
        }
        steps.AddRange(_state.Sequences.Select(s => new RestoreStep("sequence", $"{s.Schema}.{s.Name}") { Sql = "SELECT pg_catalog.setval(@sequence, @value, @is_called)" }));
        steps.AddRange(Entries(RestorePass.Completion));
        steps.Add(new RestoreStep("statistics", _temporary) { Sql = "ANALYZE" });
        steps.AddRange(Entries(RestorePass.Privileges));
        steps.AddRange(Entries(RestorePass.Refresh).Select(s => s with { Note = "recomputed" }));
        steps.AddRange(Entries(RestorePass.Last));
        steps.AddRange(Finish(_temporary).Select(s => new RestoreStep("database", _temporary) { Sql = s }));
        if (_state.Retired is { } retired)
        {
            steps.Add(new RestoreStep("swap", _job.Target) { Sql = DatabaseStatements.Rename(_job.Target, retired) });
        }
        steps.Add(new RestoreStep("name", _job.Target) { Sql = DatabaseStatements.Rename(_temporary, _job.Target) });
        if (_state.Retired is { } old)
        {
            steps.Add(new RestoreStep("drop", old) { Sql = DatabaseStatements.Drop(old) });
        }
        return steps;
    }

    /// <summary>What is set on the database as a whole once its content is complete.</summary>
    public IEnumerable<string> Finish(string name)
    {
        foreach (var statement in _state.Properties.Complete(name, _state.Roles, withOwner: true))
        {
            yield return statement;
        }
        foreach (var setting in _state.Settings)
        {
            var role = setting.Role is null ? null : _state.Roles.Target(setting.Role);
            if (setting.InDatabase)
            {
                yield return DatabaseStatements.Set(name, role, setting);
            }
            else if (role is not null && _state.NewRoles.Contains(role) && !_job.RolesWithoutLogin)
            {
                // A role that was there before keeps the settings its server gave it.
                yield return DatabaseStatements.Set(null, role, setting);
            }
        }
        foreach (var statement in _state.Joined)
        {
            yield return statement;
        }
    }

    private IEnumerable<RestoreStep> Entries(RestorePass pass) =>
        _state.Of(pass).Select(e => new RestoreStep(Kind(pass), e.Entry.ToString()) { Sql = e.Shown });

    internal static string Kind(RestorePass pass) => pass switch
    {
        RestorePass.Definitions => "schema",
        RestorePass.Completion => "index or constraint",
        RestorePass.Privileges => "privileges",
        RestorePass.Refresh => "refresh",
        _ => "last",
    };
}

using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Restores;

namespace DbaPS.PostgreSql.Restores;

/// <summary>What becomes of the backup's roles on the target server.</summary>
internal sealed class RestoreRoles
{
    private readonly PostgreSqlSession _session;
    private readonly RestoreJob _job;
    private readonly RestoreFacts _facts;
    private readonly List<BackupRole> _create = [];

    public RestoreRoles(PostgreSqlSession session, RestoreJob job, RestoreFacts facts, List<DbaError> problems, List<string> notes)
    {
        _session = session;
        _job = job;
        _facts = facts;
        Names = new ArchiveRoles(job.Roles == RestoreRoleMode.Map ? job.RoleMap : new Dictionary<string, string>());
        var missing = job.Backup.Manifest.Roles.Where(r => !facts.Roles.Contains(Names.Target(r.Name))).ToList();
        if (missing.Count == 0)
        {
            return;
        }
        if (job.Roles != RestoreRoleMode.Create)
        {
            problems.Add(PostgreSqlRestoreErrors.RolesMissing(session.Name, [.. missing.Select(r => Names.Target(r.Name))], job.Roles == RestoreRoleMode.Map));
            return;
        }
        var refused = missing.Where(r => !facts.CanMakeRoles || (!job.RolesWithoutLogin && !facts.IsSuperuser && RoleStatements.NeedsSuperuser(r))).ToList();
        if (refused.Count > 0)
        {
            problems.Add(PostgreSqlRestoreErrors.RolesNotAllowed(session.Name, [.. refused.Select(r => r.Name)]));
            return;
        }
        _create = missing;
        notes.AddRange(job.RolesWithoutLogin ? [] : missing.Where(r => r.Attributes.Contains("LOGIN") && r.PasswordHash is null).Select(r => $"The role {r.Name} is made without a password: the backup has none."));
        notes.AddRange(_create.SelectMany(r => r.MemberOf.Where(m => !IsThere(m.Role)).Select(m => $"{r.Name} does not become a member of {m.Role}, which the server has not.")));
    }

    public ArchiveRoles Names { get; }

    public IReadOnlyList<string> New => [.. _create.Select(r => r.Name)];

    public IReadOnlyList<string> Statements => [.. All(shown: false)];

    /// <summary>The same without passwords' hashes.</summary>
    public IReadOnlyList<string> ShownStatements => [.. All(shown: true)];

    private IEnumerable<string> All(bool shown) =>
        _create.Select(r => RoleStatements.Create(r, _job.RolesWithoutLogin, shown)).Concat(_create.SelectMany(r => RoleStatements.Complete(r, _session.Version.Major, IsThere)));

    private bool IsThere(string role) => _facts.Roles.Contains(role) || _create.Exists(r => r.Name == role);
}

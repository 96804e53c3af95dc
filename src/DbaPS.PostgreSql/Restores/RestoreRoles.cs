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
    private readonly List<string> _joined = [];

    public RestoreRoles(PostgreSqlSession session, RestoreJob job, RestoreFacts facts, List<DbaError> problems, List<string> notes)
    {
        _session = session;
        _job = job;
        _facts = facts;
        Names = new ArchiveRoles(job.Roles == RestoreRoleMode.Map ? job.RoleMap : new Dictionary<string, string>());
        JoinExisting(notes);
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

    /// <summary>Memberships that roles of both servers have only at the source, to be granted when all else is done.</summary>
    public IReadOnlyList<string> Joined => _joined;

    /// <summary>New roles a login that is no superuser must be a member of until the restore is done, since it gives objects to them.</summary>
    public IReadOnlyList<string> Lent => _facts.IsSuperuser ? [] : New;

    private IEnumerable<string> All(bool shown) =>
        _create.Select(r => RoleStatements.Create(r, _job.RolesWithoutLogin, shown)).Concat(Lent.Select(r => $"GRANT {PostgreSqlNames.Quote(r)} TO CURRENT_USER")).Concat(_create.SelectMany(r => RoleStatements.Complete(r, _session.Version.Major, IsThere)));

    /// <summary>A role that is there already may lack memberships the backup's has: without them it may do less than at the source.</summary>
    private void JoinExisting(List<string> notes)
    {
        if (_job.Roles == RestoreRoleMode.Map)
        {
            return;
        }
        foreach (var role in _job.Backup.Manifest.Roles.Where(r => _facts.Roles.Contains(r.Name)))
        {
            foreach (var membership in role.MemberOf.Where(m => !_facts.Memberships.Contains((role.Name, m.Role))))
            {
                var there = _facts.Roles.Contains(membership.Role) || _job.Roles == RestoreRoleMode.Create;
                if (_job.Roles == RestoreRoleMode.Create && _facts.IsSuperuser && there)
                {
                    _joined.Add(RoleStatements.Grant(role.Name, membership, _session.Version.Major));
                    notes.Add($"{role.Name} is on the server already and becomes a member of {membership.Role}, as at the source.");
                }
                else
                {
                    notes.Add($"{role.Name} is on the server already and is not a member of {membership.Role}, as it was at the source{(there ? $": GRANT {PostgreSqlNames.Quote(membership.Role)} TO {PostgreSqlNames.Quote(role.Name)}" : "")}.");
                }
            }
        }
    }

    private bool IsThere(string role) => _facts.Roles.Contains(role) || _create.Exists(r => r.Name == role);
}

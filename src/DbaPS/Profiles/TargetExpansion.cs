using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.Profiles;

/// <summary>Turns groups into the servers in them.</summary>
internal static class TargetExpansion
{
    /// <summary>What marks a group among servers: <c>@prod</c>.</summary>
    public const char Mark = '@';

    /// <summary>
    /// The servers with those of the groups, each profile once, in order; a group nobody is in, or a server that is null, is reported and
    /// left out.
    /// </summary>
    public static IReadOnlyList<ServerTarget> Expand(ProfileStore profiles, IReadOnlyList<ServerTarget> servers, IReadOnlyList<string> groups, Action<DbaError> report)
    {
        if (servers.Any(s => s is null))
        {
            report(DbaErrors.InvalidParameter("Server", null, "one of the servers is $null: connecting it has failed, or its variable's name is misspelled."));
            servers = [.. servers.Where(s => s is not null)];
        }
        var named = servers.Where(IsGroup).ToList();
        if (named.Count == 0 && groups.Count == 0)
        {
            return servers;
        }
        IReadOnlyList<DbaServerProfile> known;
        try
        {
            known = profiles.Read();
        }
        catch (DbaException failure)
        {
            report(failure.Error);
            return [.. servers.Except(named)];
        }
        var targets = new List<ServerTarget>();
        foreach (var server in servers)
        {
            if (IsGroup(server))
            {
                targets.AddRange(Members(known, server.Text![1..], report));
            }
            else
            {
                targets.Add(server);
            }
        }
        targets.AddRange(groups.SelectMany(g => Members(known, g.TrimStart(Mark), report)));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. targets.Where(t => t.Text is null || seen.Add(t.Text))];
    }

    public static bool IsGroup(ServerTarget target) => target.Text is { Length: > 1 } text && text[0] == Mark;

    private static IEnumerable<ServerTarget> Members(IReadOnlyList<DbaServerProfile> known, string group, Action<DbaError> report)
    {
        var members = known.Where(p => group.Equals(p.Group, StringComparison.OrdinalIgnoreCase)).Select(p => new ServerTarget(p.Name)).ToList();
        if (members.Count == 0)
        {
            report(DbaErrors.GroupMissing(group, [.. known.Select(p => p.Group).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)]));
        }
        return members;
    }
}

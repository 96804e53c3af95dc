using DbaPS.Errors;

namespace DbaPS.PostgreSql.Connections;

/// <summary>
/// Chooses one of several hosts, as libpq does: the first that answers and is of the wanted kind. The session stays with it,
/// so that all its objects come from one server.
/// </summary>
internal static class HostChoice
{
    /// <exception cref="DbaException">No host can be reached, none is of the wanted kind, or one refused the login: that ends the search.</exception>
    public static async Task<PostgreSqlSession> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var candidates = settings.Candidates;
        if (candidates.Count == 1 && settings.TargetSession is TargetSession.Any or TargetSession.PreferStandby)
        {
            return await PostgreSqlSession.ConnectAsync(candidates[0], cancellationToken);
        }
        var refusals = new List<string>();
        var wanted = settings.TargetSession == TargetSession.PreferStandby ? TargetSession.Standby : settings.TargetSession;
        var session = await FirstAsync(candidates, wanted, refusals, cancellationToken);
        if (session is null && settings.TargetSession == TargetSession.PreferStandby)
        {
            session = await FirstAsync(candidates, TargetSession.Any, [], cancellationToken);
        }
        return session ?? throw new DbaException(PostgreSqlErrors.NoHostServes(settings.Address.ToString(), settings.TargetSession, refusals));
    }

    private static async Task<PostgreSqlSession?> FirstAsync(
        IReadOnlyList<ConnectionSettings> candidates, TargetSession wanted, List<string> refusals, CancellationToken cancellationToken)
    {
        foreach (var candidate in candidates)
        {
            try
            {
                var session = await PostgreSqlSession.ConnectAsync(candidate, cancellationToken);
                if (Fits(session, wanted))
                {
                    return session;
                }
                refusals.Add($"{candidate.Place} is a {(session.IsStandby ? "standby" : session.IsReadOnly ? "read-only primary" : "primary")}");
                await session.DisposeAsync();
            }
            catch (DbaException failure) when (failure.Error.Id == PostgreSqlErrors.Unreachable && candidates.Count > 1)
            {
                refusals.Add($"{candidate.Place}: {failure.Error.Message}");
            }
        }
        return null;
    }

    private static bool Fits(PostgreSqlSession session, TargetSession wanted) => wanted switch
    {
        TargetSession.ReadWrite => !session.IsReadOnly,
        TargetSession.ReadOnly => session.IsReadOnly,
        TargetSession.Primary => !session.IsStandby,
        TargetSession.Standby => session.IsStandby,
        _ => true,
    };
}

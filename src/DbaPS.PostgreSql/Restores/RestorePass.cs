namespace DbaPS.PostgreSql.Restores;

/// <summary>When in a restore an entry runs.</summary>
internal enum RestorePass
{
    /// <summary>Handled elsewhere, or nothing to run.</summary>
    None,

    /// <summary>Before the rows.</summary>
    Definitions,

    /// <summary>After the rows: indexes, constraints, triggers, rules, policies.</summary>
    Completion,

    /// <summary>Privileges: late, so that nothing is refused to the restoring login on its way.</summary>
    Privileges,

    /// <summary>Materialized views, once everything they read is there and may be read.</summary>
    Refresh,

    /// <summary>Publications, subscriptions and event triggers: nothing of the restore itself must reach them.</summary>
    Last,
}

namespace DbaPS.PostgreSql.Connections;

/// <summary>What kind of server is wanted of several hosts, by libpq's <c>target_session_attrs</c>.</summary>
internal enum TargetSession
{
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

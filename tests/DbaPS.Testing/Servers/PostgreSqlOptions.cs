namespace DbaPS.Testing.Servers;

/// <summary>How a throwaway PostgreSQL is to be set up.</summary>
public sealed record PostgreSqlOptions
{
    public required int Major { get; init; }

    /// <summary>Offers TLS with a certificate for <c>localhost</c> and <c>127.0.0.1</c> from an authority of the server's own.</summary>
    public bool Tls { get; init; }

    /// <summary>Refuses connections without TLS; implies <see cref="Tls"/>.</summary>
    public bool RequireTls { get; init; }

    /// <summary>The certificate shown instead of a good one, made from the server's authority: to test expiry, a wrong host, another issuer.</summary>
    public Func<TestAuthority, IssuedCertificate>? ServerCertificate { get; init; }

    /// <summary>Waits for the disk at each commit, as real servers do. Off, because a test's server need not survive a power cut.</summary>
    public bool Fsync { get; init; }

    /// <summary>
    /// Object and transaction ids the server uses up before the first test, so that the same script gives other ids on two
    /// servers. 0 for none.
    /// </summary>
    public int BurntIds { get; init; }

    /// <summary>Lines put before the usual ones (password everywhere) in <c>pg_hba.conf</c>, such as <c>local all app peer</c>.</summary>
    public IReadOnlyList<string> HostBasedAuthentication { get; init; } = [];

    /// <summary>Settings for <c>postgresql.conf</c>, taken as they are; they win over the fixture's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder the server's own is made in; null for the temporary folder, or memory where it is plentiful (not with <see cref="Fsync"/>).</summary>
    public string? Parent { get; init; }
}

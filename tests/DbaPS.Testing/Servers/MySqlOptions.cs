namespace DbaPS.Testing.Servers;

/// <summary>How a throwaway MariaDB or MySQL is to be set up.</summary>
public sealed record MySqlOptions
{
    public required MySqlProduct Product { get; init; }

    /// <summary>Offers TLS with a certificate for <c>localhost</c> and <c>127.0.0.1</c> from an authority of the server's own. On, as real servers have it.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Refuses connections without TLS; implies <see cref="Tls"/>.</summary>
    public bool RequireTls { get; init; }

    /// <summary>The certificate shown instead of a good one, made from the server's authority: to test expiry, a wrong host, another issuer.</summary>
    public Func<TestAuthority, IssuedCertificate>? ServerCertificate { get; init; }

    /// <summary>Waits for the disk at each commit, as real servers do.</summary>
    public bool Fsync { get; init; }

    /// <summary>Off, as MariaDB is by default. MySQL's is always on here.</summary>
    public bool PerformanceSchema { get; init; } = true;

    /// <summary>Options of the server's command line, by name without dashes; they win over the fixture's own. Null for one without a value.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder the server's own is made in; null for the temporary folder, or memory where it is plentiful (not with <see cref="Fsync"/>).</summary>
    public string? Parent { get; init; }
}

namespace DbaPS.Connections;

/// <summary>
/// What -Server takes: an address, a host name, a connection string, a session, or the Server property of an object
/// that came down the pipeline. It converts by its constructors, so both skins bind it without knowing how.
/// </summary>
public sealed class ServerTarget
{
    /// <summary>An address (<c>pg://host/db</c>, <c>sqlite:file</c>), a host name or a connection string.</summary>
    public ServerTarget(string text) => Text = text;

    public ServerTarget(ServerReference reference) => Reference = reference;

    public ServerTarget(DbaSession session)
    {
        Session = session;
        Reference = session.Server;
    }

    public ServerTarget(Uri address)
        : this(address.OriginalString)
    {
    }

    public string? Text { get; }

    public ServerReference? Reference { get; }

    public DbaSession? Session { get; }

    public static implicit operator ServerTarget(string text) => new(text);

    /// <summary>What to call it before it is resolved; never a secret.</summary>
    public override string ToString()
    {
        if (Reference is not null)
        {
            return Reference.Address;
        }
        return Text!.Contains('=', StringComparison.Ordinal) && !ServerAddress.LooksLikeAddress(Text) ? "(connection string)" : Shown(Text);
    }

    private static string Shown(string text) => ServerAddress.LooksLikeAddress(text) && text.Contains('@', StringComparison.Ordinal)
        ? ServerAddress.Parse(text).ToString()
        : text;
}

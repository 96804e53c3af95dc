using DbaPS.Profiles;

namespace DbaPS.Connections;

/// <summary>
/// What -Server takes: an address, a host name, a connection string, a session, or the Server property of an object
/// that came down the pipeline. It converts by its constructors, so both skins bind it without knowing how.
/// </summary>
public sealed class ServerTarget
{
    /// <summary>A registered name, an address (<c>pg://host/db</c>, <c>sqlite:file</c>), a host name, a connection string, or <c>@group</c>.</summary>
    public ServerTarget(string text) => Text = text;

    public ServerTarget(ServerReference reference) => Reference = reference;

    public ServerTarget(DbaSession session)
    {
        Session = session;
        Reference = session.Server;
    }

    public ServerTarget(DbaServerProfile profile)
        : this(profile.Name)
    {
    }

    public ServerTarget(Uri address)
        : this(address.OriginalString)
    {
    }

    public string? Text { get; }

    public ServerReference? Reference { get; }

    public DbaSession? Session { get; }

    public static implicit operator ServerTarget(string text) => new(text);

    /// <summary>
    /// The same target with the file it names made absolute, for a skin whose current folder is not the process's.
    /// Anything but an embedded engine's file stays as it is.
    /// </summary>
    /// <param name="bareIsFile">True when -Engine says that a text without a scheme is a file.</param>
    /// <param name="resolve">Turns a path into an absolute one.</param>
    public ServerTarget Rooted(bool bareIsFile, Func<string, string> resolve)
    {
        if (Text is null)
        {
            return this;
        }
        if (!ServerAddress.LooksLikeAddress(Text))
        {
            return bareIsFile && !Text.Contains('=', StringComparison.Ordinal) ? new ServerTarget(resolve(Text)) : this;
        }
        var start = Text.IndexOf(':', StringComparison.Ordinal) + 1;
        var mark = Text.IndexOf('?', StringComparison.Ordinal);
        var end = mark < 0 ? Text.Length : mark;
        // A second colon begins a name the engine knows (:memory:), two slashes a network address.
        return start >= end || Text[start] == ':' || Text.AsSpan(start).StartsWith("//")
            ? this
            : new ServerTarget($"{Text[..start]}{Escape(resolve(Uri.UnescapeDataString(Text[start..end])))}{Text[end..]}");
    }

    /// <summary>What to call it before it is resolved; never a secret.</summary>
    public override string ToString()
    {
        if (Reference is not null)
        {
            return Reference.Address;
        }
        return Text!.Contains('=', StringComparison.Ordinal) && !ServerAddress.LooksLikeAddress(Text) ? "(connection string)" : Shown(Text);
    }

    private static string Escape(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);

    private static string Shown(string text) => ServerAddress.LooksLikeAddress(text) && text.Contains('@', StringComparison.Ordinal)
        ? ServerAddress.Parse(text).ToString()
        : text;
}

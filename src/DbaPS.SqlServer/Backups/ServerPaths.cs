namespace DbaPS.SqlServer.Backups;

/// <summary>Joins folders and names of the server's machine, which may have the other kind of separator.</summary>
internal static class ServerPaths
{
    /// <param name="folder">Null where the server puts a bare name into its own folder.</param>
    public static string Join(string? folder, string name)
    {
        if (string.IsNullOrEmpty(folder))
        {
            return name;
        }
        var separator = folder.Contains('/', StringComparison.Ordinal) ? '/' : '\\';
        return folder[^1] is '/' or '\\' ? folder + name : $"{folder}{separator}{name}";
    }

    public static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}

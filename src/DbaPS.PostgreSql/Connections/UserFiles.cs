namespace DbaPS.PostgreSql.Connections;

/// <summary>The files libpq looks for in the user's own folder.</summary>
internal static class UserFiles
{
    /// <summary><c>~/.postgresql</c>, on Windows <c>%APPDATA%\postgresql</c>.</summary>
    public static string Folder => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "postgresql")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".postgresql");

    /// <summary>The path of a file there; null when it does not exist.</summary>
    public static string? Find(string name) => Path.Combine(Folder, name) is var path && File.Exists(path) ? path : null;
}

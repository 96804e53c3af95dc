namespace DbaPS.Operations;

/// <summary>Where DbaPS keeps things, by the platform's conventions. <c>DBAPS_HOME</c> moves them all.</summary>
public static class DbaFolders
{
    /// <summary>Data that must survive: the history. <c>%LOCALAPPDATA%\DbaPS</c>, <c>~/Library/Application Support/DbaPS</c>, <c>$XDG_DATA_HOME/dbaps</c>.</summary>
    public static string Data() => Environment.GetEnvironmentVariable("DBAPS_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            OperatingSystem.IsLinux() ? "dbaps" : "DbaPS");

    /// <summary>What the user has set up: the registered servers. <c>%APPDATA%\DbaPS</c>, <c>~/Library/Application Support/DbaPS</c>, <c>$XDG_CONFIG_HOME/dbaps</c>.</summary>
    public static string Configuration() => Environment.GetEnvironmentVariable("DBAPS_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            OperatingSystem.IsLinux() ? "dbaps" : "DbaPS");
}

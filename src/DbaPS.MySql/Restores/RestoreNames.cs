using System.Text.RegularExpressions;

namespace DbaPS.MySql.Restores;

/// <summary>Names under which a database is built, or stands until its successor is complete.</summary>
internal static class RestoreNames
{
    private const string Restoring = "_restoring_";
    private const string Replaced = "_replaced_";

    /// <summary>In a database that is being built: says what it is, for whoever finds it after a crash.</summary>
    public const string Marker = "dbaps unfinished restore";

    public static string Building(string target, Guid job) => Add(target, Restoring, job);

    public static string Retired(string target, Guid job) => Add(target, Replaced, job);

    /// <summary>True for a database that was being built for that target.</summary>
    public static bool IsBuilding(string name, string target) => Is(name, target, Restoring);

    public static bool IsRetired(string name, string target) => Is(name, target, Replaced);

    /// <summary>The server's lock that a running restore holds.</summary>
    public static string Lock(string building) => $"dbaps{building[^18..]}";

    private static string Add(string target, string word, Guid job) => Cut(target, word) + job.ToString("N")[..8];

    private static bool Is(string name, string target, string word)
    {
        var start = Cut(target, word);
        return name.StartsWith(start, StringComparison.Ordinal) && Regex.IsMatch(name[start.Length..], "^[0-9a-f]{8}$");
    }

    private static string Cut(string target, string word) => target[..Math.Min(target.Length, MySqlNames.MaximumLength - word.Length - 8)] + word;
}

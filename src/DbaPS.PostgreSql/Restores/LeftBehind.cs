using DbaPS.Errors;
using DbaPS.Restores;

namespace DbaPS.PostgreSql.Restores;

/// <summary>
/// Says what a restore of some tables did not take along although a function of theirs calls it: what stands in a function's body is text to
/// the server, so no archive knows that the one needs the other.
/// </summary>
internal static class LeftBehind
{
    private static readonly HashSet<string> Missing = new(StringComparer.Ordinal) { "42883", "42P01", "42704" };

    /// <summary>The failure with an advice that names what is missing; as it is where the backup has no such thing, or all of the backup was wanted.</summary>
    public static DbaException Explain(DbaException failure, RestoreJob job, Archive archive)
    {
        if (job.Tables.Count + job.Schemas.Count == 0 || failure.Error.NativeCode is not { } code || !Missing.Contains(code))
        {
            return failure;
        }
        var needed = archive.Entries.FirstOrDefault(e => e.Section == ArchiveSection.PreData && e.Schema.Length > 0 && Names(failure.Error.Message, $"{e.Schema}.{e.Tag.Split('(', 2)[0]}"));
        return needed is null ? failure : new DbaException(failure.Error with
        {
            RecommendedAction = $"A function that is called here needs {needed}, which is in the backup but not among what was asked for. Restore again with -Schema {needed.Schema} beside it, or the whole database.",
        });
    }

    private static bool Names(string message, string name)
    {
        for (var at = message.IndexOf(name, StringComparison.Ordinal); at >= 0; at = message.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if (at > 0 && message[at - 1] is ' ' or '"' && (end == message.Length || message[end] is '(' or '"' or ' '))
            {
                return true;
            }
        }
        return false;
    }
}

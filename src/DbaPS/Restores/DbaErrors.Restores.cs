using DbaPS.Engines;
using DbaPS.Restores;

namespace DbaPS.Errors;

/// <content>Restores.</content>
public static partial class DbaErrors
{
    public static DbaError BackupUnknown(string backupId) =>
        new("BackupUnknown", DbaErrorCategory.ObjectNotFound, $"The history knows no backup '{backupId}'.", "Give the backup's folder with -Path, or list the backups with Get-DbaBackup.") { Target = backupId };

    public static DbaError BackupRequired() =>
        new("BackupRequired", DbaErrorCategory.InvalidArgument, "No backup was named.", "Give its folder with -Path, its id with -BackupId, or pipe it from Get-DbaBackup.");

    public static DbaError RestoreEngineMismatch(string backup, EngineId server) =>
        new("RestoreEngineMismatch", DbaErrorCategory.InvalidArgument, $"The backup is of {backup} and can't be restored to {server}.", $"Name a {backup} server with -Server.");

    public static DbaError RestoreTargetExists(string target, string where) =>
        new("RestoreTargetExists", DbaErrorCategory.ResourceExists, $"{where} has '{target}' already; a restore does not overwrite it unasked.",
            "Choose another -NewName, or replace it with -Force: it is kept until the new one is complete.")
        { Target = target };

    public static DbaError RestorePlanBlocked(string target, IReadOnlyList<DbaError> problems) =>
        new("RestorePlanBlocked", DbaErrorCategory.InvalidOperation, $"The restore to '{target}' was not begun: {string.Join(" ", problems.Select(p => p.Message))}",
            string.Join(" ", problems.Select(p => p.RecommendedAction).OfType<string>().Distinct()))
        { Target = target };

    public static DbaError RestoreFailed(RestoreStep step, string target, DbaError cause, bool removed, string temporaryName) =>
        cause with
        {
            Id = "RestoreFailed",
            Message = $"The restore to '{target}' failed at {step}: {cause.Message} {(removed
                ? "What had been built was removed."
                : $"What had been built could not be removed and stands as '{temporaryName}'.")}",
            RecommendedAction = removed ? cause.RecommendedAction : $"{cause.RecommendedAction} Drop '{temporaryName}' by hand.".TrimStart(),
            Target = target,
        };

    public static DbaError RestoreSelectionEmpty(string what) =>
        new("RestoreSelectionEmpty", DbaErrorCategory.ObjectNotFound, $"The backup holds nothing that matches {what}.", "Check the names; they are case-sensitive. -PlanOnly without -Table and -Schema lists what it holds.") { Target = what };

    public static DbaError DigestKeyWrong(string? wanted, string? given) =>
        new("DigestKeyWrong", DbaErrorCategory.InvalidArgument, $"The backup's content digests were taken with {(wanted is null ? "no key" : $"the key {wanted}")}, and {(given is null ? "none" : $"the key {given}")} was given.",
            wanted is null ? "Leave -DigestKeyFile and DBAPS_DIGEST_KEY out." : "Name that key's file with -DigestKeyFile.");
}

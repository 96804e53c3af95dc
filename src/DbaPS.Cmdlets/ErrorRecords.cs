using System.Management.Automation;
using DbaPS.Errors;

namespace DbaPS.Cmdlets;

/// <summary>A failure as PowerShell shows it.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(DbaError error) =>
        new(new DbaException(error), error.Id, Category(error.Category), error.Target ?? error.Server)
        {
            ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = error.RecommendedAction ?? "" },
        };

    /// <summary>The names are PowerShell's own.</summary>
    private static ErrorCategory Category(DbaErrorCategory category) => Enum.Parse<ErrorCategory>(category.ToString());
}

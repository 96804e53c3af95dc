namespace DbaPS.Errors;

/// <summary>What kind of failure an error is. The names are PowerShell's, so a skin maps them one to one.</summary>
public enum DbaErrorCategory
{
    NotSpecified,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    ObjectNotFound,
    ResourceExists,
    ResourceUnavailable,
    ResourceBusy,
    ConnectionError,
    AuthenticationError,
    PermissionDenied,
    SecurityError,
    OperationTimeout,
    OperationStopped,
    LimitsExceeded,
    NotInstalled,
    NotImplemented,
    SyntaxError,
    ReadError,
    WriteError,
}

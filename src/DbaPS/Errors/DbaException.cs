namespace DbaPS.Errors;

/// <summary>Carries a <see cref="DbaError"/> to whoever runs the operation.</summary>
public sealed class DbaException : Exception
{
    public DbaException(DbaError error)
        : base(error.Message, error.Cause) => Error = error;

    public DbaError Error { get; }
}

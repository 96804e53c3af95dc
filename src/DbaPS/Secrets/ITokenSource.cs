namespace DbaPS.Secrets;

/// <summary>Gets passwords that a cloud gives for a short time. The entry type of a part of the kind <c>identity</c>.</summary>
public interface ITokenSource
{
    /// <exception cref="Errors.DbaException">No identity is to be had here, or it was refused.</exception>
    Task<AccessToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken);
}

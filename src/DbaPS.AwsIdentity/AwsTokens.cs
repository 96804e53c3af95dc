using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Secrets;

namespace DbaPS.AwsIdentity;

/// <summary>Tokens of AWS IAM for databases of RDS and Aurora, from whatever identity this machine has: its role, a container's, the environment's or a profile's keys.</summary>
public sealed partial class AwsTokens : ITokenSource
{
    public async Task<AccessToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Engine.Name is not ("PostgreSql" or "MySql" or "MariaDb"))
        {
            throw Refused(request, $"RDS takes no such tokens for {request.Engine}.", "Register the server with another -Secret.");
        }
        var user = request.Address.User ?? throw Refused(request, "the address names no user, and a token is for one.", "Name the user in the address: pg://user@host/database.");
        var region = Region(request) ?? throw Refused(request, $"nothing says in which region {request.Address.Host} is.", "Name it: aws:eu-central-1.");
        var asked = DateTimeOffset.UtcNow;
        try
        {
            var identity = await (await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().WaitAsync(cancellationToken)).GetCredentialsAsync();
            var token = LoginToken.Sign(identity, region, request.Address.Host, request.Address.Port!.Value, user);
            return new AccessToken(new Secret(token), asked + LoginToken.Lifetime);
        }
        catch (Exception failure) when (failure is AmazonClientException or InvalidOperationException)
        {
            throw Refused(request, failure.Message.ReplaceLineEndings(" "), "Give this machine a role with rds-db:connect, or keys (AWS_ACCESS_KEY_ID, AWS_PROFILE).", failure);
        }
    }

    /// <summary>As the reference says, else as the host's name does, else the environment's or the profile's.</summary>
    private static string? Region(TokenRequest request) =>
        request.Place.Length > 0 ? request.Place
        : RegionInHost().Match(request.Address.Host) is { Success: true } named ? named.Groups["region"].Value
        : FallbackRegionFactory.GetRegionEndpoint()?.SystemName;

    private static DbaException Refused(TokenRequest request, string why, string advice, Exception? cause = null) =>
        new(DbaErrors.TokenRefused($"aws:{request.Place}", why, advice, cause));

    /// <summary>An endpoint's name is name.account.region.rds.amazonaws.com: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_CommonTasks.Connect.html.</summary>
    [GeneratedRegex(@"\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com(?:\.cn)?$", RegexOptions.IgnoreCase)]
    private static partial Regex RegionInHost();
}

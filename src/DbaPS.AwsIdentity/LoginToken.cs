using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace DbaPS.AwsIdentity;

/// <summary>
/// A login token of RDS: a request to connect, signed into its query and written without its scheme
/// (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html). Made by the SDK's signer: the package with the
/// SDK's own generator brings all of RDS.
/// </summary>
internal static class LoginToken
{
    /// <summary>The longest that AWS allows.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string Service = "rds-db";
    private const string Scheme = "https://";

    public static string Sign(ImmutableCredentials identity, string region, string host, int port, string user)
    {
        using var request = new DefaultRequest(new ConnectRequest(), Service)
        {
            UseQueryString = true,
            HttpMethod = "GET",
            Endpoint = new UriBuilder("https", host, port).Uri,
        };
        request.Parameters.Add("X-Amz-Expires", Lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        request.Parameters.Add("DBUser", user);
        request.Parameters.Add("Action", "connect");
        if (identity.UseToken)
        {
            request.Parameters.Add("X-Amz-Security-Token", identity.Token);
        }
        var signature = AWS4PreSignedUrlSigner.SignRequest(request, null, new RequestMetrics(), identity.AccessKey, identity.SecretKey, Service, region);
        return $"{AmazonServiceClient.ComposeUrl(request).AbsoluteUri[Scheme.Length..]}&{signature.ForQueryParameters}";
    }

    private sealed class ConnectRequest : AmazonWebServiceRequest;
}

using System.Globalization;
using System.Web;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Secrets;
using DbaPS.Testing;

namespace DbaPS.Engines.Tests.Secrets;

/// <summary>The contract of aws: secrets: tokens that anybody who knows AWS's signature finds right, from keys that a container's endpoint gives.</summary>
public sealed class AwsIdentityTests : IAsyncDisposable
{
    private const string Key = "AKIDEXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string SessionToken = "c4n4ry/session+token==";
    private const string Authorization = "c4n4ry-authorization";
    private const string Host = "shop.cluster-c1abcdefghij.eu-central-1.rds.amazonaws.com";

    private readonly TestRuntime _runtime = new();

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    /// <summary>The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html.</summary>
    [Fact]
    public void What_tokens_are_held_against_gives_AWSs_published_signature() => Assert.Equal(
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        Signature4.Of("examplebucket.s3.amazonaws.com", "/test.txt", new Dictionary<string, string>
        {
            ["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256",
            ["X-Amz-Credential"] = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
            ["X-Amz-Date"] = "20130524T000000Z",
            ["X-Amz-Expires"] = "86400",
            ["X-Amz-SignedHeaders"] = "host",
        }, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "UNSIGNED-PAYLOAD"));

    [Fact]
    public async Task A_container_s_role_gives_tokens_that_verify()
    {
        await using var aws = new TokenEndpoint(request => request.Headers["Authorization"] == Authorization ? new
        {
            AccessKeyId = Key,
            SecretAccessKey = SecretKey,
            Token = SessionToken,
            Expiration = DateTimeOffset.UtcNow.AddHours(6).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        } : null);
        using var variables = new EnvironmentScope(
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{aws.Address}/role"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", Authorization), ("AWS_ACCESS_KEY_ID", null), ("AWS_PROFILE", null),
            ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_REGION", null));

        var token = (await ReadAsync("aws:", $"pg://app+user@{Host}:5433/shop")).Reveal();
        var (place, query) = Split(token);
        Assert.Equal($"{Host}:5433", place);
        Assert.Equal(("connect", "app+user", "900", SessionToken), (query["Action"], query["DBUser"], query["X-Amz-Expires"], query["X-Amz-Security-Token"]));
        Assert.EndsWith("/eu-central-1/rds-db/aws4_request", query["X-Amz-Credential"], StringComparison.Ordinal);
        Assert.Equal(Signature4.Of(place, "/", query, SecretKey, Signature4.Hash("")), query["X-Amz-Signature"]);

        // The same until it is about to end; another for another user, server or region.
        Assert.Equal(token, (await ReadAsync("aws:", $"pg://app+user@{Host}:5433/shop")).Reveal());
        Assert.NotEqual(token, (await ReadAsync("aws:", $"pg://other@{Host}:5433/shop")).Reveal());
        var named = Split((await ReadAsync("aws:us-gov-west-1", "mysql://app@db.internal:3306/shop")).Reveal());
        Assert.EndsWith("/us-gov-west-1/rds-db/aws4_request", named.Query["X-Amz-Credential"], StringComparison.Ordinal);
        Assert.Equal(Signature4.Of("db.internal:3306", "/", named.Query, SecretKey, Signature4.Hash("")), named.Query["X-Amz-Signature"]);

        Assert.Contains("names no user", (await RefusalAsync("aws:", $"pg://{Host}:5433/shop")).Message, StringComparison.Ordinal);
        Assert.Contains("in which region", (await RefusalAsync("aws:", "pg://app@db.internal:5433/shop")).Message, StringComparison.Ordinal);
        Assert.Equal("TokenRefused", (await RefusalAsync("aws:", $"mssql://app@{Host}:1433/shop")).Id);
    }

    private static (string Place, Dictionary<string, string> Query) Split(string token)
    {
        var at = token.IndexOf("/?", StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(token[(at + 2)..]);
        return (token[..at], query.AllKeys.ToDictionary(k => k!, k => query[k]!));
    }

    private Task<Secret> ReadAsync(string reference, string address)
    {
        var parsed = ServerAddress.Parse(address);
        var (secret, engine) = (SecretReference.Parse(reference), parsed.Scheme switch { "pg" => "PostgreSql", "mysql" => "MySql", _ => "SqlServer" });
        return _runtime.Runtime.Secrets.ReadAsync(secret, new TokenRequest(secret.Place, new EngineId(engine), parsed), Token);
    }

    private async Task<DbaError> RefusalAsync(string reference, string address) => (await Assert.ThrowsAsync<DbaException>(() => ReadAsync(reference, address))).Error;
}

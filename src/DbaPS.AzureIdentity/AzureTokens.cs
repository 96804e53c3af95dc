using System.Collections.Concurrent;
using Azure.Core;
using Azure.Identity;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Secrets;
using AccessToken = DbaPS.Secrets.AccessToken;

namespace DbaPS.AzureIdentity;

/// <summary>Tokens of Microsoft Entra ID for databases, from whatever identity this machine has: a managed one, a workload's, a service principal in the environment, a developer's sign-in.</summary>
public sealed class AzureTokens : ITokenSource
{
    /// <summary>What a token for Azure Database for PostgreSQL, MySQL or MariaDB is asked for: https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-configure-sign-in-azure-ad-authentication.</summary>
    private const string OpenSourceDatabases = "https://ossrdbms-aad.database.windows.net/.default";

    /// <summary>The same for Azure SQL: https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-configure.</summary>
    private const string AzureSql = "https://database.windows.net/.default";

    private readonly ConcurrentDictionary<string, TokenCredential> _identities = new(StringComparer.OrdinalIgnoreCase);

    public async Task<AccessToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var identity = _identities.GetOrAdd(request.Place, Identity);
        try
        {
            var token = await identity.GetTokenAsync(new TokenRequestContext([Scope(request)]), cancellationToken);
            return new AccessToken(new Secret(token.Token), token.ExpiresOn);
        }
        catch (AuthenticationFailedException failure)
        {
            throw new DbaException(DbaErrors.TokenRefused($"azure:{request.Place}", failure.Message.ReplaceLineEndings(" "),
                "Give this machine a managed identity that the database knows as a user (azure:CLIENT-ID for a user-assigned one), or sign in: az login.", failure));
        }
    }

    private static string Scope(TokenRequest request) => request.Engine.Name switch
    {
        "PostgreSql" or "MySql" or "MariaDb" => OpenSourceDatabases,
        "SqlServer" => AzureSql,
        var other => throw new DbaException(DbaErrors.TokenRefused($"azure:{request.Place}", $"Entra ID has no tokens for {other}.", "Register the server with another -Secret.", null)),
    };

    /// <param name="client">The client id of a user-assigned identity; empty for the machine's own.</param>
    private static DefaultAzureCredential Identity(string client) => client.Length == 0
        ? new DefaultAzureCredential()
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = client, WorkloadIdentityClientId = client });
}

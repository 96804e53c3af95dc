using System.Collections.Concurrent;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Parts;

namespace DbaPS.Secrets;

/// <summary>Finds passwords where references say they are. Nothing is kept but tokens, until they expire, in memory.</summary>
public sealed class SecretResolver
{
    private const int LongestSecret = 64 * 1024;

    /// <summary>A token is renewed while it still has this long to live, so that no login starts with one that ends meanwhile.</summary>
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromMinutes(3);

    private readonly PartCatalog _parts;
    private readonly ConcurrentDictionary<string, Lazy<ITokenSource>> _sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);

    internal SecretResolver(PartCatalog parts) => _parts = parts;

    /// <summary>The password a reference leads to.</summary>
    /// <exception cref="DbaException">It is not there, others could read it, or this host can't get at it.</exception>
    public async Task<Secret> ReadAsync(SecretReference reference, TokenRequest use, CancellationToken cancellationToken) => reference.Scheme switch
    {
        "env" => FromEnvironment(reference),
        "file" => await FromFileAsync(reference, cancellationToken),
        "vault" => HostVault.Current is { } vault ? await vault(reference, cancellationToken) : throw new DbaException(DbaErrors.VaultUnavailable(reference, "this host")),
        _ => await FromPartAsync(reference, use, cancellationToken),
    };

    private static Secret FromEnvironment(SecretReference reference) => Environment.GetEnvironmentVariable(reference.Place) is { Length: > 0 } value
        ? new Secret(value)
        : throw new DbaException(DbaErrors.SecretMissing(reference, "the environment variable is not set"));

    private static async Task<Secret> FromFileAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(reference.Place, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (PrivateFile.Readers(file.SafeFileHandle) is { } problem)
            {
                throw new DbaException(DbaErrors.SecretNotPrivate(reference, problem));
            }
            if (file.Length > LongestSecret)
            {
                throw new DbaException(DbaErrors.SecretUnreadable(reference, "the file is too big for a password.", null));
            }
            using var reader = new StreamReader(file);
            // Editors end a file with a line break; a password doesn't.
            var text = (await reader.ReadToEndAsync(cancellationToken)).TrimEnd('\r', '\n');
            return text.Length > 0 ? new Secret(text) : throw new DbaException(DbaErrors.SecretMissing(reference, "the file is empty"));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DbaException(DbaErrors.SecretMissing(reference, "there is no such file"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.SecretUnreadable(reference, failure.Message, failure));
        }
    }

    private async Task<Secret> FromPartAsync(SecretReference reference, TokenRequest use, CancellationToken cancellationToken)
    {
        var key = string.Join('\n', reference, use.Engine, use.Address);
        if (_tokens.TryGetValue(key, out var known) && known.ExpiresAt - DateTimeOffset.UtcNow > RenewalMargin)
        {
            return known.Token;
        }
        var part = _parts.OfKind("identity").FirstOrDefault(p => p.Schemes.Contains(reference.Scheme, StringComparer.Ordinal))
            ?? throw new DbaException(DbaErrors.IdentityPartMissing(reference));
        var source = _sources.GetOrAdd(part.Name, _ => new(() => part.Create<ITokenSource>())).Value;
        var token = await source.GetTokenAsync(use, cancellationToken);
        _tokens[key] = token;
        return token.Token;
    }
}

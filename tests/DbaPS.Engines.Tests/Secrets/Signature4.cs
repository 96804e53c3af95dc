using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DbaPS.Engines.Tests.Secrets;

/// <summary>
/// AWS's Signature Version 4 over a query, written from its description
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html) to hold signatures of others against.
/// </summary>
internal static class Signature4
{
    /// <summary>The signature of GET / with this query, in which X-Amz-Signature is left out.</summary>
    /// <param name="payload">Hash of the body, or what stands for it.</param>
    public static string Of(string host, string path, IEnumerable<KeyValuePair<string, string>> query, string secretKey, string payload)
    {
        var parameters = query.Where(p => p.Key != "X-Amz-Signature").ToDictionary(p => p.Key, p => p.Value);
        var scope = parameters["X-Amz-Credential"].Split('/', 2)[1];
        var canonical = string.Join('&', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{Encode(p.Key)}={Encode(p.Value)}"));
        var request = $"GET\n{path}\n{canonical}\nhost:{host}\n\nhost\n{payload}";
        var text = $"AWS4-HMAC-SHA256\n{parameters["X-Amz-Date"]}\n{scope}\n{Hash(request)}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Encode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b =>
        char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~' ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{b:X2}")));
}

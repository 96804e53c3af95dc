using System.Text.RegularExpressions;

namespace DbaPS.Sql;

/// <summary>Secrets inside plain text: the content of a literal, a comment, a message. It rather takes too much than too little.</summary>
internal static class SecretText
{
    internal const string Mask = "***";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline;
    private const string KeyWords = "password|passwd|passphrase|passcode|pwd|secret|token|credential|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|encryption[_-]?key|signature|authorization";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // Words without which nothing below, and nothing in SqlRedactor, can match.
    private static readonly Regex Hint = new(
        @"pass|pwd|secret|token|credential|key|signature|authorization|identified|bearer|basic\s|scram|md5|crypt|hmac|mapping|://|akia|asia|eyj|gh[pousr]_|xox|\$a\$|\*[0-9a-f]{40}|private", Options, Limit);

    private static readonly Regex Uri = new(@"(?<head>\b[a-z][a-z0-9+.\-]*://[^\s:/?#@'""]*:)(?<secret>[^\s]*)@", Options, Limit);

    // user:secret with its end, and so the @, cut off: whatever is no port number.
    private static readonly Regex CutUri = new(@"(?<head>\b[a-z][a-z0-9+.\-]*://[^\s:/?#@'""\[]+:)(?!\d{1,5}(?:[/?\s,'""]|$))(?<secret>[^\s@]+)", Options, Limit);

    // The value ends only before another setting of a connection string, at the quote that opened it in JSON, or at the end.
    private static readonly Regex Setting = new(
        $@"(?<head>[""']?[\w.\-]*(?:{KeyWords})[\w\-]*[""']?\s*(?:=>|:=|=|:(?!:))\s*)(?:(?<secret>""(?:[^""\\]|\\.)*(?:""|$))|(?<secret>['\\].*)|(?<secret>[^\s'\\].*?)(?=(?:[\s;&,]+(?:host|hostaddr|port|dbname|user|username|user id|uid|database|server|data source|initial catalog|ssl ?mode|application[_ ]name|connect_timeout|options|target_session_attrs|gssencmode|channel_binding|sslrootcert|service)\s*=)|$))",
        Options, Limit);

    private static readonly Regex Bearer = new(@"(?<head>\b(?:bearer|basic)\s+)(?<secret>[a-z0-9._~+/=\-]{8,})", Options, Limit);

    // Verifiers and keys known by their shape: PostgreSQL's md5 and SCRAM, MySQL's two, crypt's, AWS ids, JSON web tokens, GitHub's, Slack's, PEM keys.
    private static readonly Regex Shape = new(
        @"(?-i:\bmd5[0-9a-f]{32}\b)|SCRAM-SHA-\d+\$.*|(?-i:\*[0-9A-F]{40}\b)|(?-i:\$A\$[0-9]{3}\$.*)|(?-i:\$(?:1|2[abxy]|5|6|y)\$[./0-9A-Za-z$=,]{8,})|(?-i:\b(?:AKIA|ASIA)[0-9A-Z]{12,})"
        + @"|(?-i:\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_.\-]*)|(?-i:\bgh[pousr]_[A-Za-z0-9]{20,})|(?-i:\bxox[a-z]-[A-Za-z0-9\-]{10,})|-----BEGIN [A-Z ]*PRIVATE KEY-----.*",
        Options, Limit);

    private static readonly Regex Name = new($@"(?:{KeyWords})|(?:^|[_.\-])pass$|^passfile$", Options, Limit);

    private static readonly Regex EndingName = new($@"(?:{KeyWords})[\w\-]*[""']?\s*(?:[:=]|=>)?\s*[""'(\\]*\s*$", Options, Limit);

    /// <summary>False when a text can hold nothing to hide, which spares all else.</summary>
    public static bool MayHold(ReadOnlySpan<char> text) => Hint.IsMatch(text);

    /// <summary>True for a name under which a secret is kept: <c>password</c>, <c>aws_secret_access_key</c>.</summary>
    public static bool IsSecretName(ReadOnlySpan<char> name) => name.Length is > 0 and <= 128 && Name.IsMatch(name);

    /// <summary>True for a text whose secret comes in the next piece: <c>… password=</c>, <c>ALTER ROLE x PASSWORD '</c>.</summary>
    public static bool EndsInSecretName(string text) => EndingName.IsMatch(text);

    /// <summary>The text with its secrets masked.</summary>
    /// <param name="text">Plain, not quoted.</param>
    /// <param name="isCut">True when the end is missing, so that less is needed to suspect a secret.</param>
    public static string Redact(string text, bool isCut = false)
    {
        if (!MayHold(text))
        {
            return text;
        }
        try
        {
            text = Shape.Replace(text, Mask);
            if (isCut)
            {
                text = Regex.Replace(text, @"(://[^\s:/?#@'""]*:)[^\s]*$", "$1" + Mask, Options, Limit);
            }
            text = Uri.Replace(text, "${head}" + Mask + "@");
            text = CutUri.Replace(text, match => Keep(match) + Mask);
            text = Setting.Replace(text, match => Keep(match) + Mask);
            return Bearer.Replace(text, match => Keep(match) + Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }

        static string Keep(Match match) => match.Groups["head"].Value;
    }
}

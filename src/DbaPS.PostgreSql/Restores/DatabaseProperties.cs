using System.Globalization;
using DbaPS.Backups;

namespace DbaPS.PostgreSql.Restores;

/// <summary>A database's own properties, as the manifest has them.</summary>
internal sealed class DatabaseProperties
{
    private readonly IReadOnlyDictionary<string, string?> _values;

    public DatabaseProperties(BackupManifest manifest) => _values = manifest.Properties;

    private DatabaseProperties(IReadOnlyDictionary<string, string?> values) => _values = values;

    public bool IsUtf8 => Of("encoding") is "UTF8";

    public string? Owner => Of("owner");

    public string? Comment => Of("comment");

    public string? Privileges => Of("privileges");

    public string? Tablespace => Of("tablespace") is { } name and not "pg_default" ? name : null;

    public string Provider => Of("localeProvider") ?? "libc";

    /// <summary>Locales of the C library that it needs.</summary>
    public IEnumerable<string> LibcLocales => new[] { Of("collate"), Of("ctype") }.OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The same database with a locale of the C library.</summary>
    public DatabaseProperties WithLocale(string locale) => new(new Dictionary<string, string?>(_values, StringComparer.Ordinal)
    {
        ["localeProvider"] = "libc",
        ["collate"] = locale,
        ["ctype"] = locale,
        ["locale"] = null,
        ["icuRules"] = null,
    });

    /// <summary>The statement that makes it under a name. The template is the empty one, so nothing of the target server's own comes in.</summary>
    public string Create(string name, int serverMajor, bool tablespaces)
    {
        var parts = new List<string> { $"CREATE DATABASE {PostgreSqlNames.Quote(name)} TEMPLATE template0" };
        Text("ENCODING", Of("encoding"));
        // Before 15 a database knows no provider, and the words LOCALE_PROVIDER are an error there.
        if (serverMajor >= 15)
        {
            Text("LOCALE_PROVIDER", Provider, quoted: false);
        }
        Text("LC_COLLATE", Of("collate"));
        Text("LC_CTYPE", Of("ctype"));
        Text(Provider == "builtin" ? "BUILTIN_LOCALE" : "ICU_LOCALE", Provider == "libc" ? null : Of("locale"));
        Text("ICU_RULES", Of("icuRules"));
        if (tablespaces && Tablespace is { } tablespace)
        {
            parts.Add($"TABLESPACE {PostgreSqlNames.Quote(tablespace)}");
        }
        return string.Join(' ', parts);

        void Text(string option, string? value, bool quoted = true)
        {
            if (value is not null)
            {
                parts.Add($"{option} {(quoted ? PostgreSqlNames.Literal(value) : PostgreSqlNames.Quote(value))}");
            }
        }
    }

    /// <summary>Owner, comment, privileges and limits, given to the finished database just before its final name.</summary>
    public IEnumerable<string> Complete(string name, ArchiveRoles roles, bool withOwner)
    {
        var database = PostgreSqlNames.Quote(name);
        if (Comment is { } comment)
        {
            yield return $"COMMENT ON DATABASE {database} IS {PostgreSqlNames.Literal(comment)}";
        }
        else
        {
            yield return $"COMMENT ON DATABASE {database} IS NULL";
        }
        if (withOwner && Owner is { } owner)
        {
            yield return $"ALTER DATABASE {database} OWNER TO {PostgreSqlNames.Quote(roles.Target(owner))}";
        }
        if (Privileges is { } privileges)
        {
            foreach (var statement in AccessList.Statements($"DATABASE {database}", privileges, roles))
            {
                yield return statement;
            }
        }
        if (int.TryParse(Of("connectionLimit"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) && limit >= 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"ALTER DATABASE {database} WITH CONNECTION LIMIT {limit}");
        }
    }

    private string? Of(string name) => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}

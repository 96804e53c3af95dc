using System.Security.Cryptography;
using System.Text;

namespace DbaPS.Backups;

/// <summary>A schema object and what it must look like after a restore.</summary>
/// <param name="Kind">The engine's word: <c>table</c>, <c>trigger</c>, <c>index</c> …</param>
/// <param name="Identity">Its whole name as the engine writes it, with schema and, where it needs them, arguments or its table.</param>
/// <param name="Hash">SHA-256 of its definition's text: 64 hexadecimal digits. Nothing local to one database goes into the text.</param>
/// <param name="Owner">Null where it has none.</param>
/// <param name="Privileges">Its grants in a fixed order; null for the engine's default.</param>
public sealed record BackupSchemaObject(string Kind, string Identity, string Hash, string? Owner = null, string? Privileges = null)
{
    /// <summary>The object with the hash of its definition.</summary>
    public static BackupSchemaObject Of(string kind, string identity, string definition, string? owner = null, string? privileges = null) =>
        new(kind, identity, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(definition))).ToLowerInvariant(), owner, privileges);
}

using DbaPS.Backups;
using DbaPS.Sql;

namespace DbaPS.MySql.Definitions;

/// <summary>What a database gives to the tables and routines made in it.</summary>
internal sealed record DatabaseProperties(string CharacterSet, string Collation)
{
    /// <summary>As CREATE DATABASE takes it.</summary>
    public string Clause => $"CHARACTER SET {CharacterSet} COLLATE {Collation}";

    public static async Task<DatabaseProperties> ReadAsync(MySqlSession session, CancellationToken cancellationToken) => (await session.ReadFirstAsync(
        SqlScript.Load<DatabaseProperties>("Definitions/DatabaseProperties.sql"), row => new DatabaseProperties(row.Text("character_set"), row.Text("collation")), cancellationToken: cancellationToken))!;

    public static DatabaseProperties Of(BackupManifest manifest) => new(Word(manifest.Properties["character_set"]), Word(manifest.Properties["collation"]));

    /// <summary>A manifest is a file: nothing but a name goes into a statement.</summary>
    private static string Word(string? text) => text is { Length: > 0 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? text
        : throw new Errors.DbaException(Errors.DbaErrors.BackupManifestDamaged("", $"'{text}' is no character set or collation."));
}

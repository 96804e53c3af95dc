using System.Text.Json;
using DbaPS.Backups;
using DbaPS.Backups.Codecs;
using DbaPS.Errors;

namespace DbaPS.MySql.Definitions;

/// <summary>The definitions of a backup: one file of JSON, a statement each with what it needs beside its text.</summary>
internal static class SchemaFile
{
    public const string Role = "schema";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        // A person must be able to read it: backticks and letters as they are.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    public static void Write(BackupWriter writer, IBackupCodec codec, IReadOnlyList<Definition> definitions)
    {
        using var file = writer.CreateFile("schema/definitions.json", Role, codec);
        JsonSerializer.Serialize(file, definitions, Options);
        file.Complete();
    }

    /// <exception cref="DbaException">The file is missing, damaged or no list of definitions.</exception>
    public static IReadOnlyList<Definition> Read(BackupReader backup, CancellationToken cancellationToken)
    {
        var file = backup.Manifest.Files.FirstOrDefault(f => f.Role == Role)
            ?? throw new DbaException(DbaErrors.BackupManifestDamaged(backup.Folder, "it lists no file with the schema."));
        using var content = backup.OpenVerified(file, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<List<Definition>>(content, Options) ?? [];
        }
        catch (JsonException failure)
        {
            throw new DbaException(DbaErrors.BackupFileDamaged(backup.Folder, file.Path, failure.Message));
        }
    }
}

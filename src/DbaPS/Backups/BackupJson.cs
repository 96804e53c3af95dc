using System.Text.Json.Serialization;

namespace DbaPS.Backups;

/// <summary>Reading and writing of what is kept as JSON, generated at build time so that it costs no start-up.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackupRecord))]
[JsonSerializable(typeof(BackupVerification))]
internal sealed partial class BackupJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace DbaPS.Restores;

/// <summary>Writing of what the history keeps, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RestoreDrill))]
internal sealed partial class RestoreJson : JsonSerializerContext;

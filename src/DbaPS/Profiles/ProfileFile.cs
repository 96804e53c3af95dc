using System.Text.Json.Serialization;

namespace DbaPS.Profiles;

/// <summary>The profiles as they stand in their file.</summary>
/// <param name="Version">The form of the file.</param>
internal sealed record ProfileFile(int Version, IReadOnlyList<DbaServerProfile> Servers)
{
    public const int KnownVersion = 1;
}

[JsonSourceGenerationOptions(
    WriteIndented = true, IgnoreReadOnlyProperties = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ProfileFile))]
internal sealed partial class ProfileJson : JsonSerializerContext;

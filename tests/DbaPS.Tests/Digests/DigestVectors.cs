using System.Text;
using System.Text.Json;
using DbaPS.Digests;

namespace DbaPS.Tests.Digests;

/// <summary>Reads vectors.json, the figures that docs/digest.md stands by.</summary>
internal static class DigestVectors
{
    public static JsonElement Root { get; } = Load();

    public static JsonElement.ArrayEnumerator Values => Root.GetProperty("values").EnumerateArray();

    public static JsonElement.ArrayEnumerator Tables => Root.GetProperty("tables").EnumerateArray();

    public static byte[] Hex(this JsonElement element) => Convert.FromHexString(element.GetString()!);

    /// <summary>The canonical bytes of a typed value as the file writes it.</summary>
    public static byte[] Canonical(DigestForm form, JsonElement value)
    {
        CanonicalRow row = new();
        Write(row, form, value);
        return row.Written.ToArray();
    }

    public static void Write(CanonicalRow row, DigestForm form, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            row.Null();
        else if (form.Kind == DigestFormKind.Native)
            row.Native(Encoding.UTF8.GetBytes(form.TypeName!), Convert.FromHexString(value.GetString()![2..]));
        else if (value.ValueKind == JsonValueKind.String)
            CanonicalText.Append(row, form, Encoding.UTF8.GetBytes(value.GetString()!));
        else
            WriteStructure(row, form, value);
    }

    private static void WriteStructure(CanonicalRow row, DigestForm form, JsonElement value)
    {
        switch (form.Kind)
        {
            case DigestFormKind.Array:
                (int, int)[] bounds = [.. value.GetProperty("dimensions").EnumerateArray().Select(d => (d[0].GetInt32(), d[1].GetInt32()))];
                row.BeginArray(bounds.Length, bounds);
                foreach (JsonElement element in value.GetProperty("elements").EnumerateArray())
                    Write(row, form.Parts[0], element);
                break;
            case DigestFormKind.Composite:
                row.BeginComposite(form.Parts.Count);
                foreach ((DigestForm part, JsonElement field) in form.Parts.Zip(value.GetProperty("fields").EnumerateArray()))
                    Write(row, part, field);
                break;
            case DigestFormKind.Multirange:
                row.BeginMultirange(value.GetProperty("ranges").GetArrayLength());
                foreach (JsonElement range in value.GetProperty("ranges").EnumerateArray())
                    Write(row, DigestForm.RangeOf(form.Parts[0]), range);
                break;
            case DigestFormKind.Range when value.TryGetProperty("empty", out _):
                row.EmptyRange();
                break;
            default:
                bool hasLower = value.TryGetProperty("lower", out JsonElement lower);
                bool hasUpper = value.TryGetProperty("upper", out JsonElement upper);
                row.BeginRange(hasLower, value.TryGetProperty("lowerInclusive", out _), hasUpper, value.TryGetProperty("upperInclusive", out _));
                if (hasLower)
                    Write(row, form.Parts[0], lower);
                if (hasUpper)
                    Write(row, form.Parts[0], upper);
                break;
        }
    }

    private static JsonElement Load()
    {
        using Stream stream = typeof(DigestVectors).Assembly.GetManifestResourceStream("Digests/vectors.json")
            ?? throw new InvalidOperationException("vectors.json is not embedded.");
        return JsonDocument.Parse(stream).RootElement;
    }
}

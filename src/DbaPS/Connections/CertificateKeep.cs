using DbaPS.Operations;
using DbaPS.Secrets;

namespace DbaPS.Connections;

/// <summary>Pinned certificates as files, for drivers that compare with one. Only their owner can write them.</summary>
public static class CertificateKeep
{
    private const string Folder = "certificates";

    /// <summary>Puts a certificate into its file, unless it is there.</summary>
    /// <param name="dataFolder">The user's folder for DbaPS; null for the platform's.</param>
    /// <param name="fingerprint">The file's name.</param>
    /// <param name="encoded">The certificate in DER.</param>
    /// <returns>The file's path.</returns>
    public static string Put(string? dataFolder, string fingerprint, ReadOnlyMemory<byte> encoded)
    {
        var file = Path.Combine(dataFolder ?? DbaFolders.Data(), Folder, $"{fingerprint}.cer");
        PrivateFile.MakeFolder(Path.GetDirectoryName(file)!);
        if (!File.Exists(file) || PrivateFile.Writers(file) is not null || !File.ReadAllBytes(file).AsSpan().SequenceEqual(encoded.Span))
        {
            PrivateFile.Replace(file, encoded.Span);
        }
        return file;
    }
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using DbaPS.Backups.Codecs;
using DbaPS.Errors;

namespace DbaPS.Backups;

/// <summary>Reads a backup folder. No byte of a file is handed out before the whole file was held against the manifest's hash.</summary>
public sealed class BackupReader
{
    private readonly Dictionary<string, BackupFile> _files;

    private BackupReader(string folder, BackupManifest manifest)
    {
        Folder = folder;
        Manifest = manifest;
        _files = manifest.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
    }

    public string Folder { get; }

    public BackupManifest Manifest { get; }

    /// <summary>Opens a backup: its folder, or its manifest's path.</summary>
    /// <exception cref="DbaException">No backup, a partial one, a damaged or foreign manifest, or one of a newer format.</exception>
    public static async Task<BackupReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var folder = System.IO.Path.GetFullPath(System.IO.Path.GetFileName(path) == BackupManifest.FileName ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))! : path);
        folder = System.IO.Path.TrimEndingDirectorySeparator(folder);
        if (folder.EndsWith(BackupPaths.PartialSuffix, StringComparison.OrdinalIgnoreCase) && Directory.Exists(folder))
        {
            throw new DbaException(DbaErrors.BackupPartial(folder));
        }
        var file = System.IO.Path.Combine(folder, BackupManifest.FileName);
        if (!File.Exists(file))
        {
            throw new DbaException(DbaErrors.BackupNotFound(folder));
        }
        byte[] json;
        try
        {
            json = await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.BackupManifestDamaged(folder, failure.Message, failure));
        }
        await CheckManifestAsync(folder, json, cancellationToken);
        return new BackupReader(folder, Parse(folder, json));
    }

    /// <summary>The file of that path in the manifest.</summary>
    /// <exception cref="DbaException">The manifest has none.</exception>
    public BackupFile FileAt(string path) => _files.TryGetValue(path, out var file)
        ? file
        : throw new DbaException(DbaErrors.BackupManifestDamaged(Folder, $"it refers to the file '{path}' but does not list it."));

    /// <summary>Holds a file against its size and hash.</summary>
    /// <exception cref="DbaException">Missing, of another size, or with other content.</exception>
    public void Verify(BackupFile file, CancellationToken cancellationToken) => OpenChecked(file, cancellationToken).Dispose();

    /// <summary>The file's content, decompressed, after the whole file was verified on the calling thread. The caller disposes of it.</summary>
    /// <exception cref="DbaException">Missing, of another size, with other content, or compressed with a codec that is not here.</exception>
    public Stream OpenVerified(BackupFile file, CancellationToken cancellationToken)
    {
        var codec = BackupCodecs.Get(file.Codec);
#pragma warning disable CA2000 // The decoding stream owns both.
        var stream = OpenChecked(file, cancellationToken);
        return new DecodedStream(this, file, stream, codec.Decompress(stream));
#pragma warning restore CA2000
    }

    /// <summary>As <see cref="OpenVerified(BackupFile, CancellationToken)"/>, by the path in the manifest.</summary>
    public Stream OpenVerified(string path, CancellationToken cancellationToken) => OpenVerified(FileAt(path), cancellationToken);

    /// <summary>What is wrong with a file by its size alone; null when nothing is. Cheap.</summary>
    /// <exception cref="DbaException">The path leads out of the backup.</exception>
    public string? CheckSize(BackupFile file)
    {
        var info = new FileInfo(BackupPaths.Resolve(Folder, file.Path));
        return !info.Exists ? "it is missing." : info.Length != file.Size ? $"it has {info.Length} bytes instead of {file.Size}." : null;
    }

    private static async Task CheckManifestAsync(string folder, byte[] json, CancellationToken cancellationToken)
    {
        var checkFile = System.IO.Path.Combine(folder, BackupManifest.CheckFileName);
        if (!File.Exists(checkFile))
        {
            throw new DbaException(DbaErrors.BackupManifestDamaged(folder, $"its check {BackupManifest.CheckFileName} is missing."));
        }
        if (!(await File.ReadAllBytesAsync(checkFile, cancellationToken)).AsSpan().SequenceEqual(BackupManifest.Check(json)))
        {
            throw new DbaException(DbaErrors.BackupManifestDamaged(folder, "it does not have the SHA-256 written beside it."));
        }
    }

    private static BackupManifest Parse(string folder, byte[] json)
    {
        BackupManifest manifest;
        try
        {
            manifest = BackupManifest.Parse(json);
        }
        catch (JsonException failure)
        {
            throw new DbaException(DbaErrors.BackupManifestDamaged(folder, "it is not the JSON of a manifest.", failure));
        }
        if (manifest.Format > BackupManifest.CurrentFormat)
        {
            throw new DbaException(DbaErrors.BackupTooNew(folder, manifest.Format));
        }
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in manifest.Files)
        {
            BackupPaths.Resolve(folder, file.Path);
            if (!seen.Add(file.Path))
            {
                throw new DbaException(DbaErrors.BackupManifestDamaged(folder, $"it lists the file '{file.Path}' twice."));
            }
        }
        foreach (var path in manifest.Tables.SelectMany(t => t.Files).Concat(manifest.LargeObjects?.Files ?? []).Where(p => !seen.Contains(p)))
        {
            throw new DbaException(DbaErrors.BackupManifestDamaged(folder, $"it refers to the file '{path}' but does not list it."));
        }
        return manifest;
    }

    private FileStream OpenChecked(BackupFile file, CancellationToken cancellationToken)
    {
        if (CheckSize(file) is { } wrong)
        {
            throw new DbaException(DbaErrors.BackupFileDamaged(Folder, file.Path, wrong));
        }
        FileStream? stream = null;
        try
        {
            stream = new FileStream(BackupPaths.Resolve(Folder, file.Path), FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            if (!Hash(stream, cancellationToken).Equals(file.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new DbaException(DbaErrors.BackupFileDamaged(Folder, file.Path, "its content does not have the SHA-256 of the manifest."));
            }
            stream.Position = 0;
            var result = stream;
            stream = null;
            return result;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.BackupFileDamaged(Folder, file.Path, failure.Message));
        }
        finally
        {
            stream?.Dispose();
        }
    }

    private static string Hash(FileStream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        try
        {
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Decompresses, and holds the number of bytes against the manifest's.</summary>
    private sealed class DecodedStream(BackupReader reader, BackupFile file, FileStream source, Stream decoded) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => file.RawSize;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty)
            {
                return 0;
            }
            int read;
            try
            {
                read = decoded.Read(buffer);
            }
            catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException)
            {
                throw new DbaException(DbaErrors.BackupFileDamaged(reader.Folder, file.Path, $"it can't be decompressed ({failure.Message})."));
            }
            _position += read;
            if (_position > file.RawSize || (read == 0 && _position != file.RawSize))
            {
                throw new DbaException(DbaErrors.BackupFileDamaged(reader.Folder, file.Path, $"it decompresses to another size than the manifest's {file.RawSize} bytes."));
            }
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                decoded.Dispose();
                source.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}

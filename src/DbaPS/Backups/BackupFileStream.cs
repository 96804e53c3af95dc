using System.Security.Cryptography;
using DbaPS.Backups.Codecs;
using DbaPS.Errors;

namespace DbaPS.Backups;

/// <summary>
/// One file of a backup while it is written: what goes in is compressed, hashed and counted on the caller's thread.
/// <see cref="Complete"/> ends it; disposed of before that, it is no part of the backup. Not safe for several threads.
/// </summary>
public sealed class BackupFileStream : Stream
{
    private readonly BackupWriter _writer;
    private readonly string _path;
    private readonly string _role;
    private readonly IBackupCodec _codec;
    private readonly HashingStream _file;
    private readonly Stream _compressed;
    private long _rawSize;
    private bool _completed;

    internal BackupFileStream(BackupWriter writer, string path, string role, IBackupCodec codec, FileStream file)
    {
        _writer = writer;
        _path = path;
        _role = role;
        _codec = codec;
        _file = new HashingStream(file);
        _compressed = codec.Compress(_file);
    }

    /// <summary>The path in the manifest.</summary>
    public string Path => _path;

    /// <summary>Bytes written so far, before compression.</summary>
    public long RawSize => _rawSize;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _rawSize;
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the file and hands it to the writer, which brings it to the disk while others are written.</summary>
    /// <exception cref="DbaException">The disk is full or can't be written.</exception>
    public BackupFile Complete()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        try
        {
            _compressed.Dispose();
        }
        catch (IOException failure)
        {
            throw _writer.Failed(failure);
        }
        _completed = true;
        var file = new BackupFile(_path, _role, _file.Written, _rawSize, _file.Digest(), _codec.Name);
        _writer.Completed(file, _file.Inner);
        return file;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _compressed.Write(buffer);
            _rawSize += buffer.Length;
        }
        catch (IOException failure)
        {
            throw _writer.Failed(failure);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is complete before Complete, so there is nothing to bring out early.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_completed)
        {
            _completed = true;
            try
            {
                _compressed.Dispose();
            }
            catch (IOException)
            {
                // The file is given up as it is; the failure that led here is on its way already.
            }
            _file.Inner.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }

    private sealed class HashingStream(FileStream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public FileStream Inner => inner;

        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Written;
            set => throw new NotSupportedException();
        }

        public string Digest()
        {
            var text = Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant();
            _hash.Dispose();
            return text;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.AppendData(buffer);
            inner.Write(buffer);
            Written += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _hash.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}

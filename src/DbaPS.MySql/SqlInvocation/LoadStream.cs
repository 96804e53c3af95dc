using System.Text;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>
/// A CSV file as the bytes LOAD DATA reads by default: fields end in tabs and rows in line feeds, a backslash escapes, <c>\N</c>
/// is NULL. LOAD DATA could read CSV itself, but takes an empty field for an empty text.
/// </summary>
internal sealed class LoadStream(CsvRows rows, IReadOnlyList<CsvColumn> columns, Action<long>? progress, CancellationToken cancellationToken) : Stream
{
    private const int ChunkSize = 1 << 18;

    private byte[] _buffer = new byte[ChunkSize * 2];
    private int _filled;
    private int _taken;
    private bool _ended;

    /// <summary>What ended the reading of the file too early; the driver reports something else.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken _ = default)
    {
        if (_taken == _filled && !_ended)
        {
            await FillAsync();
        }
        var count = Math.Min(buffer.Length, _filled - _taken);
        _buffer.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task FillAsync()
    {
        _filled = _taken = 0;
        try
        {
            while (_filled < ChunkSize)
            {
                if (!await rows.ReadAsync(cancellationToken))
                {
                    _ended = true;
                    break;
                }
                Append(rows.Reader);
            }
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
        progress?.Invoke(rows.Reader.BytesRead);
    }

    private void Append(CsvReader record)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var field = record[i];
            var room = (field.Length * 2) + 8;
            if (_buffer.Length - _filled < room)
            {
                Array.Resize(ref _buffer, checked(Math.Max(_buffer.Length * 2, _filled + room)));
            }
            if (i > 0)
            {
                _buffer[_filled++] = (byte)'\t';
            }
            if (record.IsNull(i))
            {
                _buffer[_filled++] = (byte)'\\';
                _buffer[_filled++] = (byte)'N';
            }
            else if (columns[i].IsBinary)
            {
                _filled += Encoding.ASCII.GetBytes(Convert.ToHexString(CsvRows.Bytes(field)), _buffer.AsSpan(_filled));
            }
            else
            {
                Escape(field);
            }
        }
        _buffer[_filled++] = (byte)'\n';
    }

    private void Escape(ReadOnlySpan<byte> field)
    {
        foreach (var letter in field)
        {
            switch (letter)
            {
                case (byte)'\t' or (byte)'\n' or (byte)'\\':
                    _buffer[_filled++] = (byte)'\\';
                    _buffer[_filled++] = letter;
                    break;
                case 0:
                    _buffer[_filled++] = (byte)'\\';
                    _buffer[_filled++] = (byte)'0';
                    break;
                default:
                    _buffer[_filled++] = letter;
                    break;
            }
        }
    }
}

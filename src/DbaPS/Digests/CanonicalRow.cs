using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace DbaPS.Digests;

/// <summary>
/// Writes the canonical bytes of a row, value by value in the order of its columns (docs/digest.md). One instance serves all rows of a
/// worker: <see cref="Begin"/> empties it and keeps the buffer, so that a row costs no allocation. Not safe for several threads.
/// </summary>
public sealed partial class CanonicalRow
{
    private byte[] _buffer;
    private int _length;

    /// <param name="capacity">Bytes held from the start; the buffer grows as rows need.</param>
    public CanonicalRow(int capacity = 1024) => _buffer = new byte[Math.Max(capacity, 64)];

    /// <summary>Bytes written since <see cref="Begin"/>. Read it before and after a value to find the value's bytes again.</summary>
    public int Length => _length;

    /// <summary>The canonical bytes so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Starts a new row.</summary>
    public void Begin() => _length = 0;

    /// <summary>Appends bytes that are canonical already, as when a key is put together from the row's values.</summary>
    public void Append(ReadOnlySpan<byte> canonical)
    {
        int at = Reserve(canonical.Length);
        canonical.CopyTo(_buffer.AsSpan(at));
    }

    public void Null() => Tag(CanonicalTag.Null);

    public void Boolean(bool value) => Tag(value ? CanonicalTag.True : CanonicalTag.False);

    /// <param name="utf8">The text's bytes as the engine holds them: no normalisation, no trimming, not validated.</param>
    public void Text(ReadOnlySpan<byte> utf8) => Prefixed(CanonicalTag.Text, utf8);

    /// <summary>Text from UTF-16. A lone surrogate becomes its own three bytes (as in WTF-8), so that different texts stay different.</summary>
    public void Text(ReadOnlySpan<char> utf16) => PrefixedUtf16(CanonicalTag.Text, utf16);

    public void Bytes(ReadOnlySpan<byte> value) => Prefixed(CanonicalTag.Bytes, value);

    /// <param name="utf8">The engine's text of the document as it stands: neither keys nor spaces are rearranged.</param>
    public void Json(ReadOnlySpan<byte> utf8) => Prefixed(CanonicalTag.Json, utf8);

    /// <inheritdoc cref="Json(ReadOnlySpan{byte})"/>
    public void Json(ReadOnlySpan<char> utf16) => PrefixedUtf16(CanonicalTag.Json, utf16);

    /// <param name="bigEndian">The 16 bytes in the order of the UUID's text.</param>
    /// <exception cref="ArgumentException">Not 16 bytes.</exception>
    public void Uuid(ReadOnlySpan<byte> bigEndian)
    {
        if (bigEndian.Length != 16)
            throw new ArgumentException($"A UUID has 16 bytes, not {bigEndian.Length}.", nameof(bigEndian));
        int at = Reserve(17);
        _buffer[at] = CanonicalTag.Uuid;
        bigEndian.CopyTo(_buffer.AsSpan(at + 1));
    }

    public void Uuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Uuid(bytes);
    }

    /// <param name="count">How many bits.</param>
    /// <param name="packed">The bits, first bit highest, in ⌈count / 8⌉ bytes; bits after the last one are taken as zero.</param>
    /// <exception cref="ArgumentException">The length does not fit the count.</exception>
    public void Bits(int count, ReadOnlySpan<byte> packed)
    {
        if (count < 0 || packed.Length != (int)(((long)count + 7) / 8))
            throw new ArgumentException($"{count} bits don't stand in {packed.Length} bytes.", nameof(packed));
        int at = Reserve(5 + packed.Length);
        _buffer[at] = CanonicalTag.Bits;
        WriteUInt32(at + 1, (uint)count);
        packed.CopyTo(_buffer.AsSpan(at + 5));
        if ((count & 7) != 0)
            _buffer[_length - 1] &= (byte)(0xff << (8 - (count & 7)));
    }

    /// <summary>A value of a type that has no mapped form: the type's name and the engine's own bytes both count.</summary>
    /// <param name="typeName">UTF-8, the same for the same type wherever it is read; no number that only one database knows.</param>
    /// <param name="value">Bytes that depend on the value alone: anything local to a database (an OID) must be a name by now.</param>
    public void Native(ReadOnlySpan<byte> typeName, ReadOnlySpan<byte> value)
    {
        int at = Reserve(checked(9 + typeName.Length + value.Length));
        _buffer[at] = CanonicalTag.Native;
        WriteUInt32(at + 1, (uint)typeName.Length);
        typeName.CopyTo(_buffer.AsSpan(at + 5));
        at += 5 + typeName.Length;
        WriteUInt32(at, (uint)value.Length);
        value.CopyTo(_buffer.AsSpan(at + 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tag(byte tag)
    {
        // In two steps: in one, the buffer would be taken before Reserve may replace it.
        int at = Reserve(1);
        _buffer[at] = tag;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefixed(byte tag, ReadOnlySpan<byte> payload)
    {
        int at = Reserve(checked(payload.Length + 5));
        ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), at);
        start = tag;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 1), BigEndian((uint)payload.Length));
        payload.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, 5), payload.Length));
    }

    private void PrefixedUtf16(byte tag, ReadOnlySpan<char> utf16)
    {
        int start = _length;
        Room(checked(5 + utf16.Length * 3));
        int at = start + 5;
        while (true)
        {
            // Room for three bytes a unit is there, so the only way to stop early is a lone surrogate.
            Utf8.FromUtf16(utf16, _buffer.AsSpan(at), out int read, out int written, replaceInvalidSequences: false, isFinalBlock: true);
            at += written;
            if (read == utf16.Length)
                break;
            char lone = utf16[read];
            _buffer[at++] = (byte)(0xe0 | (lone >> 12));
            _buffer[at++] = (byte)(0x80 | ((lone >> 6) & 0x3f));
            _buffer[at++] = (byte)(0x80 | (lone & 0x3f));
            utf16 = utf16[(read + 1)..];
        }
        _buffer[start] = tag;
        WriteUInt32(start + 1, (uint)(at - start - 5));
        _length = at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fixed64(byte tag, ulong payload)
    {
        int at = Reserve(9);
        ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), at);
        start = tag;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, 1), BigEndian(payload));
    }

    private void WriteUInt32(int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(at), value);

    private void WriteInt32(int at, int value) => BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(at), value);

    private void WriteInt64(int at, long value) => BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(at), value);

    private static uint BigEndian(uint value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static ulong BigEndian(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    /// <summary>Takes <paramref name="size"/> bytes at the end and returns where they start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Reserve(int size)
    {
        int at = _length;
        if ((uint)size > (uint)(_buffer.Length - at))
            Grow(size);
        _length = at + size;
        return at;
    }

    private void Room(int size)
    {
        if ((uint)size > (uint)(_buffer.Length - _length))
            Grow(size);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        long needed = (long)_length + size;
        if (needed > Array.MaxLength)
            throw new InvalidOperationException($"A row of {needed} canonical bytes is over the {Array.MaxLength} a digest can take.");
        Array.Resize(ref _buffer, (int)Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
    }
}

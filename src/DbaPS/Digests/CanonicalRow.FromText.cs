namespace DbaPS.Digests;

/// <content>Payloads that are decoded from text straight into the buffer, however long they are.</content>
public sealed partial class CanonicalRow
{
    internal bool TryHexBytes(ReadOnlySpan<byte> digits)
    {
        if ((digits.Length & 1) != 0)
            return false;
        int start = _length;
        int count = digits.Length / 2;
        Room(checked(5 + count));
        for (int i = 0; i < count; i++)
        {
            if (!CanonicalText.TryHexPair(digits[2 * i], digits[2 * i + 1], out _buffer[start + 5 + i]))
                return false;
        }
        _buffer[start] = CanonicalTag.Bytes;
        WriteUInt32(start + 1, (uint)count);
        _length = start + 5 + count;
        return true;
    }

    internal void BitsFromText(ReadOnlySpan<byte> digits)
    {
        int packed = (int)(((long)digits.Length + 7) / 8);
        int at = Reserve(checked(5 + packed));
        _buffer[at] = CanonicalTag.Bits;
        WriteUInt32(at + 1, (uint)digits.Length);
        Span<byte> target = _buffer.AsSpan(at + 5, packed);
        target.Clear();
        for (int i = 0; i < digits.Length; i++)
        {
            if (digits[i] == '1')
                target[i >> 3] |= (byte)(0x80 >> (i & 7));
        }
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DbaPS.Digests;

/// <summary>
/// SipHash-2-4 with 128-bit output (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012, and its reference code).
/// The result is the 16 output bytes read as a big-endian number, so that its hexadecimal text is the reference's byte string.
/// </summary>
internal static class SipHash128
{
    /// <summary>The whole hash: <paramref name="high"/> holds output bytes 0–7, <paramref name="low"/> bytes 8–15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Hash(ReadOnlySpan<byte> data, ulong k0, ulong k1, out ulong high, out ulong low)
    {
        Absorb(data, k0, k1, out ulong v0, out ulong v1, out ulong v2, out ulong v3);
        v2 ^= 0xee;
        Finish(ref v0, ref v1, ref v2, ref v3);
        high = BinaryPrimitives.ReverseEndianness(v0 ^ v1 ^ v2 ^ v3);
        v1 ^= 0xdd;
        Finish(ref v0, ref v1, ref v2, ref v3);
        low = BinaryPrimitives.ReverseEndianness(v0 ^ v1 ^ v2 ^ v3);
    }

    /// <summary>Output byte 0 alone: half the finishing rounds, which matters on a nine-byte key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static byte FirstByte(ReadOnlySpan<byte> data, ulong k0, ulong k1)
    {
        Absorb(data, k0, k1, out ulong v0, out ulong v1, out ulong v2, out ulong v3);
        v2 ^= 0xee;
        Finish(ref v0, ref v1, ref v2, ref v3);
        return (byte)(v0 ^ v1 ^ v2 ^ v3);
    }

    // The rounds stand in the loop by hand: as a method with ref parameters the state can end up in memory instead of registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Absorb(ReadOnlySpan<byte> data, ulong k0, ulong k1, out ulong s0, out ulong s1, out ulong s2, out ulong s3)
    {
        ulong v0 = k0 ^ 0x736f6d6570736575;
        ulong v1 = k1 ^ 0x646f72616e646f6d ^ 0xee;
        ulong v2 = k0 ^ 0x6c7967656e657261;
        ulong v3 = k1 ^ 0x7465646279746573;
        ref byte at = ref MemoryMarshal.GetReference(data);
        int blocks = data.Length >> 3;
        ulong last = Tail(data);
        ulong m;
        for (int i = 0; i <= blocks; i++)
        {
            m = i < blocks ? Load(ref at) : last;
            v3 ^= m;

            v0 += v1; v2 += v3;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0; v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v1; v0 += v3;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2; v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 = BitOperations.RotateLeft(v2, 32);

            v0 += v1; v2 += v3;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0; v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v1; v0 += v3;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2; v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 = BitOperations.RotateLeft(v2, 32);

            v0 ^= m;
            at = ref Unsafe.Add(ref at, 8);
        }
        s0 = v0; s1 = v1; s2 = v2; s3 = v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(ref ulong s0, ref ulong s1, ref ulong s2, ref ulong s3)
    {
        ulong v0 = s0, v1 = s1, v2 = s2, v3 = s3;
        for (int i = 0; i < 4; i++)
        {
            v0 += v1; v2 += v3;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0; v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v1; v0 += v3;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2; v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
        s0 = v0; s1 = v1; s2 = v2; s3 = v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte at)
    {
        ulong value = Unsafe.ReadUnaligned<ulong>(ref at);
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>The closing block: the length's low byte on top, the bytes after the last whole block below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Tail(ReadOnlySpan<byte> data)
    {
        ulong block = (ulong)data.Length << 56;
        int rest = data.Length & 7;
        if (rest == 0)
            return block;
        if (data.Length >= 8)
            return block | (Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), data.Length - 8)) >> (64 - 8 * rest));
        for (int i = 0; i < rest; i++)
            block |= (ulong)data[i] << (8 * i);
        return block;
    }
}

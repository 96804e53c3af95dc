using System.Runtime.CompilerServices;
using DbaPS.PostgreSql.Digests;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Moves a COPY stream from the server (or from a file) through a parser and on to a target.</summary>
internal static class CopyPump
{
    private const int FirstSize = 1 << 18;

    /// <summary>Reads to the end on the calling thread.</summary>
    /// <param name="target">Where the bytes go as they are; null to look at them only.</param>
    /// <returns>How many bytes came.</returns>
    /// <exception cref="FormatException">The stream is not what the parser expects.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(Stream source, CopyParser parser, Stream? target, CancellationToken cancellationToken)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(FirstSize);
        int kept = 0;
        long total = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int filled = Fill(source, buffer, kept);
            bool ended = filled == kept;
            if (!ended)
            {
                target?.Write(buffer.AsSpan(kept, filled - kept));
                total += filled - kept;
            }
            int used = parser.Consume(buffer.AsSpan(0, filled));
            kept = filled - used;
            if (ended)
            {
                parser.Finish(kept);
                return total;
            }
            if (used == 0 && filled == buffer.Length)
            {
                // One row is larger than the buffer.
                Array.Resize(ref buffer, checked((int)Math.Min(2L * buffer.Length, Array.MaxLength)));
            }
            else if (used > 0)
            {
                Buffer.BlockCopy(buffer, used, buffer, 0, kept);
            }
        }
    }

    /// <summary>Fills the buffer from a place on, as far as the source gives; the driver hands out one row at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Fill(Stream source, byte[] buffer, int from)
    {
        int filled = from;
        while (filled < buffer.Length)
        {
            int read = source.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
                break;
            filled += read;
        }
        return filled;
    }
}

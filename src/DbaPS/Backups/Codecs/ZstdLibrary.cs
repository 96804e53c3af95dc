using System.Runtime.InteropServices;

namespace DbaPS.Backups.Codecs;

/// <summary>The few functions of libzstd that are used, from the library the system has (1.4 or newer).</summary>
internal sealed unsafe class ZstdLibrary
{
    public const int EndDirectiveContinue = 0;
    public const int EndDirectiveEnd = 2;

    private const int LevelParameter = 100;
    private const int ChecksumParameter = 201;

    private static readonly Lazy<ZstdLibrary?> Shared = new(Load);

    private readonly delegate* unmanaged[Cdecl]<nint> _createCompressor;
    private readonly delegate* unmanaged[Cdecl]<nint, nuint> _freeCompressor;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int, nuint> _setParameter;
    private readonly delegate* unmanaged[Cdecl]<nint, Buffer*, Buffer*, int, nuint> _compress;
    private readonly delegate* unmanaged[Cdecl]<nint> _createDecompressor;
    private readonly delegate* unmanaged[Cdecl]<nint, nuint> _freeDecompressor;
    private readonly delegate* unmanaged[Cdecl]<nint, Buffer*, Buffer*, nuint> _decompress;
    private readonly delegate* unmanaged[Cdecl]<nuint, uint> _isError;
    private readonly delegate* unmanaged[Cdecl]<nuint, byte*> _errorName;

    private ZstdLibrary(nint handle)
    {
        _createCompressor = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(handle, "ZSTD_createCCtx");
        _freeCompressor = (delegate* unmanaged[Cdecl]<nint, nuint>)NativeLibrary.GetExport(handle, "ZSTD_freeCCtx");
        _setParameter = (delegate* unmanaged[Cdecl]<nint, int, int, nuint>)NativeLibrary.GetExport(handle, "ZSTD_CCtx_setParameter");
        _compress = (delegate* unmanaged[Cdecl]<nint, Buffer*, Buffer*, int, nuint>)NativeLibrary.GetExport(handle, "ZSTD_compressStream2");
        _createDecompressor = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(handle, "ZSTD_createDCtx");
        _freeDecompressor = (delegate* unmanaged[Cdecl]<nint, nuint>)NativeLibrary.GetExport(handle, "ZSTD_freeDCtx");
        _decompress = (delegate* unmanaged[Cdecl]<nint, Buffer*, Buffer*, nuint>)NativeLibrary.GetExport(handle, "ZSTD_decompressStream");
        _isError = (delegate* unmanaged[Cdecl]<nuint, uint>)NativeLibrary.GetExport(handle, "ZSTD_isError");
        _errorName = (delegate* unmanaged[Cdecl]<nuint, byte*>)NativeLibrary.GetExport(handle, "ZSTD_getErrorName");
    }

    /// <summary>The library; null where none is installed.</summary>
    public static ZstdLibrary? TryLoad() => Shared.Value;

    public nint CreateCompressor(int level)
    {
        nint context = Created(_createCompressor());
        Check(_setParameter(context, LevelParameter, level));
        Check(_setParameter(context, ChecksumParameter, 1));
        return context;
    }

    public void FreeCompressor(nint context) => _freeCompressor(context);

    public nint CreateDecompressor() => Created(_createDecompressor());

    public void FreeDecompressor(nint context) => _freeDecompressor(context);

    /// <summary>Returns how many bytes are still to be flushed (0 at the end of the frame).</summary>
    public long Compress(nint context, ReadOnlySpan<byte> source, Span<byte> target, int directive, out int read, out int written)
    {
        fixed (byte* from = source, to = target)
        {
            Buffer input = new(from, source.Length), output = new(to, target.Length);
            nuint left = Check(_compress(context, &output, &input, directive));
            read = (int)input.Position;
            written = (int)output.Position;
            return (long)left;
        }
    }

    /// <summary>Returns 0 at the end of a frame, otherwise how many bytes it would like next.</summary>
    public long Decompress(nint context, ReadOnlySpan<byte> source, Span<byte> target, out int read, out int written)
    {
        fixed (byte* from = source, to = target)
        {
            Buffer input = new(from, source.Length), output = new(to, target.Length);
            nuint hint = Check(_decompress(context, &output, &input));
            read = (int)input.Position;
            written = (int)output.Position;
            return (long)hint;
        }
    }

    private static ZstdLibrary? Load()
    {
        string[] names = OperatingSystem.IsWindows() ? ["libzstd.dll", "zstd.dll"] : OperatingSystem.IsMacOS() ? ["libzstd.1.dylib", "libzstd.dylib"] : ["libzstd.so.1", "libzstd.so"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, typeof(ZstdLibrary).Assembly, DllImportSearchPath.SafeDirectories, out nint handle))
            {
                try
                {
                    return new ZstdLibrary(handle);
                }
                catch (EntryPointNotFoundException)
                {
                    // Older than 1.4: as if it were not there.
                    NativeLibrary.Free(handle);
                }
            }
        }
        return null;
    }

    private static nint Created(nint context) => context != 0 ? context : throw new InsufficientMemoryException("libzstd could not make a context.");

    private nuint Check(nuint result) =>
        _isError(result) == 0 ? result : throw new InvalidDataException($"zstd: {Marshal.PtrToStringUTF8((nint)_errorName(result))}");

    private struct Buffer(byte* start, int size)
    {
        public byte* Start = start;
        public nuint Size = (nuint)size;
        public nuint Position;
    }
}

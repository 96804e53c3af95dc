using System.Globalization;
using System.Text;
using DbaPS.PostgreSql.Restores;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Writes the table of contents of a pg_dump archive as pg_dump does, in each version that is read.</summary>
internal sealed class ArchiveBytes
{
    private readonly MemoryStream _stream;
    private readonly int _minor;
    private readonly Encoding _encoding;

    private ArchiveBytes(MemoryStream stream, int minor, Encoding encoding)
    {
        _stream = stream;
        _minor = minor;
        _encoding = encoding;
    }

    public static byte[] Write(IReadOnlyList<ArchiveEntry> entries, int minor = 14, Encoding? encoding = null)
    {
        using var stream = new MemoryStream();
        var writer = new ArchiveBytes(stream, minor, encoding ?? Encoding.UTF8);
        writer.WriteHead();
        writer.Integer(entries.Count);
        foreach (var entry in entries)
        {
            writer.WriteEntry(entry);
        }
        return stream.ToArray();
    }

    /// <summary>An entry with what a test does not care about left empty.</summary>
    public static ArchiveEntry Entry(
        int id, string description, string tag, string definition = "", string schema = "", string drop = "", string owner = "", string tablespace = "", string method = "",
        ArchiveSection section = ArchiveSection.PreData, params int[] dependencies) =>
        new(id, section, description, tag, schema, definition, drop, tablespace, method, owner, dependencies);

    private void WriteHead()
    {
        _stream.Write("PGDMP"u8);
        _stream.Write([1, (byte)_minor, 0, 4, 8, 1]);
        if (_minor >= 15)
        {
            _stream.WriteByte(0);
        }
        else
        {
            Integer(-1);
        }
        foreach (var part in (int[])[1, 2, 3, 4, 5, 126, 0])
        {
            Integer(part);
        }
        Text("shop");
        Text("15.18");
        Text("15.18");
    }

    private void WriteEntry(ArchiveEntry entry)
    {
        Integer(entry.DumpId);
        Integer(0);
        Text("1259");
        Text("16384");
        Text(entry.Tag);
        Text(entry.Description);
        Integer((int)entry.Section);
        Text(entry.Definition);
        Text(entry.DropStatement);
        Text(null);
        Text(entry.Schema.Length == 0 ? null : entry.Schema);
        Text(entry.Tablespace.Length == 0 ? null : entry.Tablespace);
        Text(entry.AccessMethod.Length == 0 ? null : entry.AccessMethod);
        if (_minor >= 16)
        {
            Integer(entry.RelationKind ?? 0);
        }
        Text(entry.Owner);
        Text("false");
        foreach (var dependency in entry.Dependencies)
        {
            Text(dependency.ToString(CultureInfo.InvariantCulture));
        }
        Text(null);
        _stream.Write([3, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    private void Integer(int value)
    {
        _stream.WriteByte(value < 0 ? (byte)1 : (byte)0);
        _stream.Write(BitConverter.GetBytes(Math.Abs(value)));
    }

    private void Text(string? text)
    {
        if (text is null)
        {
            Integer(-1);
            return;
        }
        var bytes = _encoding.GetBytes(text);
        Integer(bytes.Length);
        _stream.Write(bytes);
    }
}

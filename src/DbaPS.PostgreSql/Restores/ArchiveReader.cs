using System.Globalization;
using System.Text;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Restores;

/// <summary>
/// Reads the table of contents of a pg_dump archive in custom format. The archive's own text form goes through psql and can carry
/// commands in object names (CVE-2012-0868, CVE-2025-8715); the table of contents has lengths, so a name stays a name.
/// </summary>
public static class ArchiveReader
{
    private const int CustomFormat = 1;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads an archive that lies in memory: schema archives are small.</summary>
    /// <exception cref="DbaException">Not an archive, of a version not known here, or damaged; the message says which.</exception>
    public static Archive Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new Parser(bytes).Read();
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or DecoderFallbackException)
        {
            throw new DbaException(PostgreSqlRestoreErrors.ArchiveUnreadable(failure.Message, failure));
        }
    }

    private sealed class Parser
    {
        private readonly ReadOnlyMemory<byte> _bytes;
        private int _at;
        private int _integerSize = 4;
        private int _offsetSize = 8;
        private Version _version = new(0, 0);
        private Encoding _encoding = Encoding.Latin1;

        public Parser(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

        public Archive Read()
        {
            if (!Take(5).Span.SequenceEqual("PGDMP"u8))
            {
                throw new FormatException("it does not begin as a pg_dump archive does.");
            }
            _version = new Version(Byte(), Byte());
            Byte();
            if (_version < new Version(1, 14) || _version > new Version(1, 16))
            {
                throw new FormatException($"its format version is {_version}; 1.14 to 1.16 are read.");
            }
            _integerSize = Byte();
            _offsetSize = Byte();
            if (_integerSize is < 1 or > 8 || _offsetSize is < 1 or > 8)
            {
                throw new FormatException($"it claims integers of {_integerSize} and offsets of {_offsetSize} bytes.");
            }
            if (Byte() != CustomFormat)
            {
                throw new FormatException("it is not in custom format.");
            }
            SkipCompressionAndTime();
            var database = RawText();
            var server = Ascii(RawText());
            var dump = Ascii(RawText());
            var raw = ReadEntries();

            // ENCODING and STDSTRINGS are entries themselves and tell how the others are to be read.
            _encoding = EncodingOf(raw);
            var standard = !raw.Any(e => Is(e, "STDSTRINGS") && Ascii(e.Definition).Contains("'off'", StringComparison.Ordinal));
            return new Archive(_version, Decode(database), server, dump, standard, [.. raw.Select(ToEntry)]);
        }

        private static bool Is(RawEntry entry, string description) => Ascii(entry.Description) == description;

        private static string Ascii(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Encoding.Latin1.GetString(some.Span) : "";

        private static Encoding EncodingOf(List<RawEntry> entries)
        {
            var entry = entries.Find(e => Is(e, "ENCODING"));
            var parts = Ascii(entry?.Definition).Split('\'');
            var name = parts.Length > 1 ? parts[1] : "UTF8";
            return name.ToUpperInvariant() switch
            {
                "UTF8" or "SQL_ASCII" => Utf8,
                "LATIN1" => Encoding.Latin1,
                _ => throw new FormatException($"its texts are in {name}; only UTF8, LATIN1 and SQL_ASCII are read (pg_dump --encoding=UTF8 writes the first)."),
            };
        }

        private void SkipCompressionAndTime()
        {
            if (_version >= new Version(1, 15))
            {
                Byte();
            }
            else
            {
                Integer();
            }
            for (var field = 0; field < 7; field++)
            {
                Integer();
            }
        }

        private List<RawEntry> ReadEntries()
        {
            var count = Integer();
            if (count < 0 || count > _bytes.Length)
            {
                throw new FormatException($"it claims {count} entries.");
            }
            var entries = new List<RawEntry>();
            for (var i = 0; i < count; i++)
            {
                entries.Add(ReadEntry());
            }
            return entries;
        }

        private RawEntry ReadEntry()
        {
            var id = Integer();
            Integer(); // had data
            RawText(); // catalogue's oid
            RawText(); // object's oid
            var entry = new RawEntry { DumpId = id, Tag = RawText(), Description = RawText() };
            var section = Integer();
            if (section is < (int)ArchiveSection.None or > (int)ArchiveSection.PostData)
            {
                throw new FormatException($"entry {id} is in section {section}, which does not exist.");
            }
            entry.Section = (ArchiveSection)section;
            entry.Definition = RawText();
            entry.DropStatement = RawText();
            RawText(); // COPY statement: the data is not in this archive
            entry.Schema = RawText();
            entry.Tablespace = RawText();
            entry.AccessMethod = RawText();
            entry.RelationKind = _version >= new Version(1, 16) && Integer() is var kind and > 0 and < 128 ? (char)kind : null;
            entry.Owner = RawText();
            if (Ascii(RawText()) == "true")
            {
                throw new FormatException($"entry {id} is a table WITH OIDS, which PostgreSQL no longer has.");
            }
            while (RawText() is { } dependency)
            {
                entry.Dependencies.Add(int.Parse(Ascii(dependency), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
            }
            Take(1 + _offsetSize); // where its data is
            return entry;
        }

        private ArchiveEntry ToEntry(RawEntry raw) => new(
            raw.DumpId, raw.Section, Decode(raw.Description), Decode(raw.Tag), Decode(raw.Schema), Decode(raw.Definition), Decode(raw.DropStatement),
            Decode(raw.Tablespace), Decode(raw.AccessMethod), Decode(raw.Owner), raw.Dependencies)
        {
            RelationKind = raw.RelationKind,
        };

        private string Decode(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? _encoding.GetString(some.Span) : "";

        private int Byte() => Take(1).Span[0];

        private int Integer()
        {
            var negative = Byte() != 0;
            var digits = Take(_integerSize).Span;
            ulong value = 0;
            for (var i = 0; i < digits.Length; i++)
            {
                value |= (ulong)digits[i] << (8 * i);
            }
            return checked(negative ? -(int)value : (int)value);
        }

        /// <summary>A text of the archive's encoding, known only once all entries are read; null is told from empty.</summary>
        private ReadOnlyMemory<byte>? RawText() => Integer() is var length and >= 0 ? Take(length) : (ReadOnlyMemory<byte>?)null;

        private ReadOnlyMemory<byte> Take(int count)
        {
            if (count > _bytes.Length - _at)
            {
                throw new FormatException($"it ends at byte {_bytes.Length} in the middle of its table of contents.");
            }
            var part = _bytes.Slice(_at, count);
            _at += count;
            return part;
        }
    }

    private sealed class RawEntry
    {
        public required int DumpId { get; init; }

        public required ReadOnlyMemory<byte>? Tag { get; init; }

        public required ReadOnlyMemory<byte>? Description { get; init; }

        public ArchiveSection Section { get; set; }

        public ReadOnlyMemory<byte>? Definition { get; set; }

        public ReadOnlyMemory<byte>? DropStatement { get; set; }

        public ReadOnlyMemory<byte>? Schema { get; set; }

        public ReadOnlyMemory<byte>? Tablespace { get; set; }

        public ReadOnlyMemory<byte>? AccessMethod { get; set; }

        public char? RelationKind { get; set; }

        public ReadOnlyMemory<byte>? Owner { get; set; }

        public List<int> Dependencies { get; } = [];
    }
}

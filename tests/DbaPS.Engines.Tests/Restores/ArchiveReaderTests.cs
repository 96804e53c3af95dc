using System.Text;
using DbaPS.Errors;
using DbaPS.PostgreSql.Restores;
using FsCheck;
using FsCheck.Fluent;

namespace DbaPS.Engines.Tests.Restores;

public sealed class ArchiveReaderTests
{
    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public void Reads_every_field_of_an_entry(int minor)
    {
        var written = ArchiveBytes.Entry(
            7, "TABLE", "orders", "CREATE TABLE public.orders (id integer);\n", "public", "DROP TABLE public.orders;\n", "app", "fast", "heap", ArchiveSection.PreData, 3, 5);
        var archive = ArchiveReader.Read(ArchiveBytes.Write([written], minor));
        Assert.Equal(new Version(1, minor), archive.FormatVersion);
        Assert.Equal("shop", archive.Database);
        Assert.Equal("15.18", archive.ServerVersion);
        Assert.True(archive.StandardStrings);
        var read = Assert.Single(archive.Entries);
        Assert.Equal(written.Dependencies, read.Dependencies);
        Assert.Equal(written with { Dependencies = read.Dependencies }, read);
    }

    [Fact]
    public void Keeps_every_name_and_text_as_it_is()
    {
        var arbitrary = ArbMap.Default.ArbFor<NonNull<string>>().Filter(s => IsUnicode(s.Get)).Convert(s => s.Get, NonNull<string>.NewNonNull);
        Prop.ForAll(arbitrary, arbitrary, arbitrary, (tag, schema, definition) =>
        {
            var written = ArchiveBytes.Entry(1, "TABLE", tag, definition, schema);
            var read = ArchiveReader.Read(ArchiveBytes.Write([written])).Entries[0];
            return read.Tag == tag && read.Schema == schema && read.Definition == definition;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a\n\\connect other\n--")]
    [InlineData("a\r\nDROP TABLE x;")]
    [InlineData("x'; \\! id\n")]
    [InlineData("$$ \"; \u202e emoji \U0001F418")]
    public void A_name_that_looks_like_a_command_stays_a_name(string name)
    {
        var entry = ArchiveReader.Read(ArchiveBytes.Write([ArchiveBytes.Entry(1, "COMMENT", name, "COMMENT ON SCHEMA a IS 'b';\n")])).Entries[0];
        Assert.Equal(name, entry.Tag);
        Assert.DoesNotContain('\n', entry.ToString());
    }

    [Fact]
    public void Says_where_an_archive_breaks_off_at_any_byte()
    {
        var whole = ArchiveBytes.Write([ArchiveBytes.Entry(1, "TABLE", "t", "CREATE TABLE t ();\n", "public"), ArchiveBytes.Entry(2, "TABLE", "u", "CREATE TABLE u ();\n", "public")]);
        for (var length = 0; length < whole.Length; length++)
        {
            var failure = Assert.Throws<DbaException>(() => ArchiveReader.Read(whole.AsMemory(0, length)));
            Assert.Equal("ArchiveUnreadable", failure.Error.Id);
        }
    }

    [Fact]
    public void A_changed_byte_ends_in_an_archive_or_in_a_clear_error()
    {
        var whole = ArchiveBytes.Write([ArchiveBytes.Entry(1, "TABLE", "t", "CREATE TABLE t ();\n", "public", dependencies: [3, 4])], 16);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var flip in (byte[])[0x01, 0x80, 0xff])
            {
                var damaged = (byte[])whole.Clone();
                damaged[at] ^= flip;
                try
                {
                    ArchiveReader.Read(damaged);
                }
                catch (DbaException failure)
                {
                    Assert.Equal("ArchiveUnreadable", failure.Error.Id);
                }
            }
        }
    }

    [Theory]
    [InlineData(13, "1.13")]
    [InlineData(17, "1.17")]
    public void Refuses_a_version_it_does_not_know(int minor, string shown)
    {
        var failure = Assert.Throws<DbaException>(() => ArchiveReader.Read(ArchiveBytes.Write([], minor)));
        Assert.Contains(shown, failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Error.RecommendedAction);
    }

    [Fact]
    public void Reads_the_encoding_and_the_kind_of_strings_it_declares()
    {
        ArchiveEntry[] entries =
        [
            ArchiveBytes.Entry(1, "ENCODING", "ENCODING", "SET client_encoding = 'LATIN1';\n"),
            ArchiveBytes.Entry(2, "STDSTRINGS", "STDSTRINGS", "SET standard_conforming_strings = 'off';\n"),
            ArchiveBytes.Entry(3, "TABLE", "größe", "CREATE TABLE \"größe\" ();\n", "public"),
        ];
        var archive = ArchiveReader.Read(ArchiveBytes.Write(entries, 14, Encoding.Latin1));
        Assert.False(archive.StandardStrings);
        Assert.Equal("größe", archive.Entries[2].Tag);

        entries[0] = ArchiveBytes.Entry(1, "ENCODING", "ENCODING", "SET client_encoding = 'BIG5';\n");
        Assert.Contains("BIG5", Assert.Throws<DbaException>(() => ArchiveReader.Read(ArchiveBytes.Write(entries))).Message, StringComparison.Ordinal);
    }

    private static bool IsUnicode(string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}

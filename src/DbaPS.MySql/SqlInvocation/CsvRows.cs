using System.Text;
using DbaPS.Errors;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>A file's records after the first line, and where each is in the file.</summary>
internal sealed class CsvRows(CsvReader reader, CsvTarget target)
{
    /// <summary>Where a record's line is not the one after the record before: the record's number and its line.</summary>
    private readonly List<(long Row, long Line)> _jumps = [];
    private long _line = 1;

    /// <summary>Records read, from 1.</summary>
    public long Row { get; private set; }

    public CsvReader Reader => reader;

    /// <exception cref="DbaException">The file is no CSV, or a record has another number of fields than the first line.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }
        }
        catch (CsvFormatException failure)
        {
            throw new DbaException(DbaErrors.CsvRejected(target.Text, failure.Message, failure.Line, null, failure));
        }
        Row++;
        if (reader.Line != ++_line)
        {
            _jumps.Add((Row, reader.Line));
            _line = reader.Line;
        }
        return reader.Count == target.Columns.Count ? true
            : throw new DbaException(DbaErrors.CsvRejected(target.Text, $"it has {reader.Count} fields, and the first line has {target.Columns.Count}.", reader.Line, null, null));
    }

    /// <summary>The line a record begins on.</summary>
    public long LineOf(long row)
    {
        var jump = _jumps.FindLast(j => j.Row <= row);
        return jump.Row == 0 ? row + 1 : jump.Line + row - jump.Row;
    }

    /// <summary>A field of a binary column: <c>\x</c> and hexadecimal digits, or else the text's own bytes.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> field)
    {
        if (field.StartsWith("\\x"u8) && field.Length % 2 == 0)
        {
            try
            {
                return Convert.FromHexString(Encoding.ASCII.GetString(field[2..]));
            }
            catch (FormatException)
            {
                // Not hexadecimal after all.
            }
        }
        return field.ToArray();
    }
}

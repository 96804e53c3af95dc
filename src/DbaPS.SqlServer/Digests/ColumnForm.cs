using System.Data.Common;
using System.Data.SqlTypes;
using System.Globalization;
using System.Text;
using DbaPS.Digests;

namespace DbaPS.SqlServer.Digests;

/// <summary>How one column is read and written in canonical form (docs/digest.md).</summary>
internal sealed class ColumnForm
{
    private const long TicksPerMicrosecond = 10;
    private const int PicosecondsPerTick = 100_000;

    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).Ticks;
    private static readonly DigestForm Zoned = DigestForm.CompositeOf(DigestForm.TimestampTz, DigestForm.Integer);

    private readonly Action<CanonicalRow, DbDataReader, int> _append;

    private ColumnForm(string name, DigestForm form, Action<CanonicalRow, DbDataReader, int> append, string? expression = null, string? companion = null)
    {
        Name = name;
        Form = form;
        _append = append;
        Expression = expression ?? SqlServerNames.Quote(name);
        Companion = companion;
    }

    public string Name { get; }

    public DigestForm Form { get; }

    /// <summary>What is selected for it.</summary>
    public string Expression { get; }

    /// <summary>What is selected right after it, where the value alone does not tell all; null for nothing.</summary>
    public string? Companion { get; }

    /// <param name="type">The server's name of the column's base type; for a CLR type of a user's its own name.</param>
    /// <param name="isClr">True for hierarchyid, geography, geometry and users' CLR types.</param>
    public static ColumnForm Of(string name, string type, bool isClr)
    {
        var quoted = SqlServerNames.Quote(name);
        if (isClr)
        {
            return Native(name, type, $"CONVERT(varbinary(max), {quoted})");
        }
        return type switch
        {
            "bit" => new(name, DigestForm.Boolean, static (row, r, i) => row.Boolean(r.GetBoolean(i))),
            "tinyint" => new(name, DigestForm.Integer, static (row, r, i) => row.Integer((long)r.GetByte(i))),
            "smallint" => new(name, DigestForm.Integer, static (row, r, i) => row.Integer((long)r.GetInt16(i))),
            "int" => new(name, DigestForm.Integer, static (row, r, i) => row.Integer((long)r.GetInt32(i))),
            "bigint" => new(name, DigestForm.Integer, static (row, r, i) => row.Integer(r.GetInt64(i))),
            "decimal" or "numeric" => new(name, DigestForm.Decimal, static (row, r, i) => Decimal(row, (SqlDecimal)r.GetProviderSpecificValue(i))),
            "money" or "smallmoney" => new(name, DigestForm.Decimal, static (row, r, i) => row.Decimal(r.GetDecimal(i))),
            "real" => new(name, DigestForm.Float4, static (row, r, i) => row.Float(r.GetFloat(i))),
            "float" => new(name, DigestForm.Float8, static (row, r, i) => row.Float(r.GetDouble(i))),
            "uniqueidentifier" => new(name, DigestForm.Uuid, static (row, r, i) => row.Uuid(r.GetGuid(i))),
            "date" => new(name, DigestForm.Date, static (row, r, i) => row.Date((int)((r.GetDateTime(i).Ticks - Epoch) / TimeSpan.TicksPerDay))),
            "time" => new(name, DigestForm.Time, static (row, r, i) => Time(row, r.GetFieldValue<TimeSpan>(i))),
            "datetime" or "datetime2" or "smalldatetime" => new(name, DigestForm.Timestamp, static (row, r, i) => Timestamp(row, r.GetDateTime(i))),
            "datetimeoffset" => new(name, Zoned, static (row, r, i) => TimestampZoned(row, r.GetFieldValue<DateTimeOffset>(i))),
            "char" or "varchar" or "text" or "nchar" or "nvarchar" or "ntext" => new(name, DigestForm.Text, static (row, r, i) => row.Text(r.GetString(i))),
            // As the server prints it: the driver's own reading of XML may write it anew.
            "xml" => new(name, DigestForm.Text, static (row, r, i) => row.Text(r.GetString(i)), $"CONVERT(nvarchar(max), {quoted})"),
            "json" => new(name, DigestForm.Json, static (row, r, i) => row.Json(r.GetString(i)), $"CONVERT(nvarchar(max), {quoted})"),
            "binary" or "varbinary" or "image" or "timestamp" => new(name, DigestForm.Bytes, static (row, r, i) => row.Bytes((byte[])r.GetValue(i))),
            "sql_variant" => new(name, DigestForm.Any, Variant, quoted, $"CONVERT(nvarchar(128), SQL_VARIANT_PROPERTY({quoted}, 'BaseType'))"),
            _ => Native(name, type, $"CONVERT(varbinary(max), CONVERT(nvarchar(max), {quoted}))"),
        };
    }

    /// <summary>Appends the value at a place of the current row.</summary>
    public void Append(CanonicalRow row, DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            row.Null();
        }
        else
        {
            _append(row, reader, ordinal);
        }
    }

    /// <summary>A decimal with all digits of its scale, up to 38.</summary>
    internal static void Decimal(CanonicalRow row, SqlDecimal value)
    {
        Span<byte> text = stackalloc byte[64];
        row.Decimal(text[..Encoding.ASCII.GetBytes(value.ToString(), text)]);
    }

    internal static void Time(CanonicalRow row, TimeSpan value) => row.Time(value.Ticks / TicksPerMicrosecond, (int)(value.Ticks % TicksPerMicrosecond) * PicosecondsPerTick);

    internal static void Timestamp(CanonicalRow row, DateTime value)
    {
        var (microseconds, picoseconds) = Split(value.Ticks);
        row.Timestamp(microseconds, picoseconds);
    }

    /// <summary>The moment and where it was written: two offsets of one moment are two values.</summary>
    internal static void TimestampZoned(CanonicalRow row, DateTimeOffset value)
    {
        row.BeginComposite(2);
        var (microseconds, picoseconds) = Split(value.UtcTicks);
        row.TimestampTz(microseconds, picoseconds);
        row.Integer((long)value.Offset.TotalMinutes);
    }

    private static (long Microseconds, int Picoseconds) Split(long ticks)
    {
        var since = ticks - Epoch;
        var rest = ((since % TicksPerMicrosecond) + TicksPerMicrosecond) % TicksPerMicrosecond;
        return ((since - rest) / TicksPerMicrosecond, (int)rest * PicosecondsPerTick);
    }

    private static ColumnForm Native(string name, string type, string expression)
    {
        var typeName = Encoding.UTF8.GetBytes(type);
        return new(name, DigestForm.Native(type), (row, r, i) => row.Native(typeName, (byte[])r.GetValue(i)), expression);
    }

    /// <summary>Each value in the form of the type it was stored as, which the next column names.</summary>
    private static void Variant(CanonicalRow row, DbDataReader reader, int ordinal)
    {
        var type = reader.GetString(ordinal + 1);
        switch (reader.GetValue(ordinal))
        {
            case DateTime day when type == "date":
                row.Date((int)((day.Ticks - Epoch) / TimeSpan.TicksPerDay));
                break;
            case DateTime moment:
                Timestamp(row, moment);
                break;
            case DateTimeOffset moment:
                TimestampZoned(row, moment);
                break;
            case TimeSpan time:
                Time(row, time);
                break;
            case decimal number when type is "money" or "smallmoney":
                row.Decimal(number);
                break;
            case decimal:
                Decimal(row, (SqlDecimal)reader.GetProviderSpecificValue(ordinal));
                break;
            case bool flag:
                row.Boolean(flag);
                break;
            case byte[] bytes:
                row.Bytes(bytes);
                break;
            case Guid id:
                row.Uuid(id);
                break;
            case float number:
                row.Float(number);
                break;
            case double number:
                row.Float(number);
                break;
            case string text:
                row.Text(text);
                break;
            case var other:
                row.Integer(Convert.ToInt64(other, CultureInfo.InvariantCulture));
                break;
        }
    }
}

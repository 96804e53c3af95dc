using System.Data.SqlTypes;
using System.Globalization;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>A column that takes fields of a CSV file, each as a value of the column's type: the bulk protocol converts nothing on the server.</summary>
internal sealed class CsvColumn
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];
    private static readonly string[] MomentForms = ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd"];
    private static readonly string[] ZonedForms = ["yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    private readonly Func<string, object> _convert;

    private CsvColumn(string name, Type type, Func<string, object> convert)
    {
        Name = name;
        Type = type;
        _convert = convert;
    }

    public string Name { get; }

    /// <summary>The values' type.</summary>
    public Type Type { get; }

    /// <param name="type">The server's name of the column's base type.</param>
    public static CsvColumn Of(string name, string type) => type switch
    {
        "bit" => new(name, typeof(bool), Boolean),
        "tinyint" => new(name, typeof(byte), static t => byte.Parse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        "smallint" => new(name, typeof(short), static t => short.Parse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        "int" => new(name, typeof(int), static t => int.Parse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        "bigint" => new(name, typeof(long), static t => long.Parse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        "real" => new(name, typeof(float), static t => float.Parse(t, NumberStyles.Float, CultureInfo.InvariantCulture)),
        "float" => new(name, typeof(double), static t => double.Parse(t, NumberStyles.Float, CultureInfo.InvariantCulture)),
        "decimal" or "numeric" => new(name, typeof(SqlDecimal), static t => SqlDecimal.Parse(t)),
        "money" or "smallmoney" => new(name, typeof(decimal), static t => decimal.Parse(t, NumberStyles.Number, CultureInfo.InvariantCulture)),
        "uniqueidentifier" => new(name, typeof(Guid), static t => Guid.Parse(t)),
        "date" => new(name, typeof(DateTime), static t => DateTime.ParseExact(t, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None)),
        "datetime" or "smalldatetime" or "datetime2" => new(name, typeof(DateTime), static t => DateTime.ParseExact(t, MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.None)),
        "datetimeoffset" => new(name, typeof(DateTimeOffset), static t => DateTimeOffset.ParseExact(t, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        "time" => new(name, typeof(TimeSpan), static t => TimeOnly.Parse(t, CultureInfo.InvariantCulture).ToTimeSpan()),
        "binary" or "varbinary" or "image" or "hierarchyid" or "geography" or "geometry" => new(name, typeof(byte[]), Bytes),
        _ => new(name, typeof(string), static t => t),
    };

    /// <exception cref="FormatException">The text is none of the type's.</exception>
    /// <exception cref="OverflowException">The type has no such value.</exception>
    public object Convert(string text) => _convert(text);

    private static object Boolean(string text) => text.ToLowerInvariant() switch
    {
        "1" or "true" or "t" => true,
        "0" or "false" or "f" => false,
        _ => throw new FormatException($"'{text}' is neither 1 nor 0."),
    };

    private static object Bytes(string text) => text.StartsWith(@"\x", StringComparison.Ordinal) || text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? System.Convert.FromHexString(text.AsSpan(2))
        : throw new FormatException($"bytes are written \\x and hexadecimal digits, not '{(text.Length > 20 ? text[..20] + "…" : text)}'.");
}

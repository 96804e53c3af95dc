using System.Globalization;
using DbaPS.Backups;
using DbaPS.Digests;

namespace DbaPS.MySql.Digests;

/// <summary>A column whose values are read, digested and written.</summary>
/// <param name="Type">As the server writes it, with modifiers.</param>
/// <param name="Read">The expression that gives the cell as bytes, which no character set touches.</param>
internal sealed record DataColumn(string Name, string Type, ValueKind Kind, DigestForm Form, string Read, ColumnLoad Load)
{
    private static readonly string[] Utf8 = ["utf8", "utf8mb3", "utf8mb4", "ascii"];

    /// <param name="type">COLUMN_TYPE of the catalogue.</param>
    /// <param name="characterSet">Null where it has none.</param>
    public static DataColumn Of(string name, string type, string? characterSet)
    {
        var quoted = MySqlNames.Quote(name);
        var binary = $"CAST({quoted} AS BINARY)";
        return Word(type) switch
        {
            "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "year" => Plain(ValueKind.Integer, DigestForm.Integer, binary),
            "decimal" => Plain(ValueKind.Decimal, DigestForm.Decimal, binary),
            // A single is shown with six digits, and a column with a scale by that scale: as the double of an expression all digits come.
            "float" => Plain(ValueKind.Float, DigestForm.Float4, $"CAST({quoted} * 1e0 AS BINARY)"),
            "double" => Plain(ValueKind.Float, DigestForm.Float8, $"CAST({quoted} * 1e0 AS BINARY)"),
            "date" => Plain(ValueKind.Date, DigestForm.Date, binary),
            "datetime" => Plain(ValueKind.DateTime, DigestForm.Timestamp, binary),
            "timestamp" => Plain(ValueKind.Timestamp, DigestForm.TimestampTz, binary),
            "time" => Plain(ValueKind.Time, DigestForm.Interval, binary),
            "bit" => new DataColumn(name, type, ValueKind.Bits, DigestForm.Bits, $"CAST(LPAD(BIN({quoted} + 0), {Width(type)}, '0') AS BINARY)", ColumnLoad.Bits),
            "json" => new DataColumn(name, type, ValueKind.Json, DigestForm.Json, $"CAST(CAST({quoted} AS CHAR CHARACTER SET utf8mb4) AS BINARY)", ColumnLoad.Utf8),
            "uuid" => new DataColumn(name, type, ValueKind.Uuid, DigestForm.Uuid, $"CAST(CAST({quoted} AS CHAR) AS BINARY)", ColumnLoad.Utf8),
            "inet4" or "inet6" => new DataColumn(name, type, ValueKind.Native, DigestForm.Native(Word(type)), $"CAST(CAST({quoted} AS CHAR) AS BINARY)", ColumnLoad.Utf8),
            "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" => new DataColumn(name, type, ValueKind.Bytes, DigestForm.Bytes, quoted, ColumnLoad.Raw),
            "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "enum" or "set" => characterSet is null || Utf8.Contains(characterSet, StringComparer.OrdinalIgnoreCase)
                ? new DataColumn(name, type, ValueKind.Text, DigestForm.Text, binary, ColumnLoad.Raw)
                : new DataColumn(name, type, ValueKind.Native, DigestForm.Native(characterSet), binary, ColumnLoad.Raw),
            var other => new DataColumn(name, type, ValueKind.Native, DigestForm.Native(other), binary, ColumnLoad.Raw),
        };

        DataColumn Plain(ValueKind kind, DigestForm form, string read) => new(name, type, kind, form, read, ColumnLoad.Plain);
    }

    /// <summary>As a manifest has it.</summary>
    public static DataColumn Of(BackupColumn column)
    {
        var form = DigestForm.Parse(column.Form);
        return Of(column.Name, column.Type, form.Equals(DigestForm.Text) ? null : form.TypeName);
    }

    public BackupColumn ToManifest() => new(Name, Type, Form.Name);

    private static string Word(string type)
    {
        var end = type.AsSpan().IndexOfAny('(', ' ');
        return (end < 0 ? type : type[..end]).ToLowerInvariant();
    }

    private static int Width(string type)
    {
        var (from, to) = (type.IndexOf('(', StringComparison.Ordinal), type.IndexOf(')', StringComparison.Ordinal));
        return from < 0 ? 1 : int.Parse(type.AsSpan(from + 1, to - from - 1), CultureInfo.InvariantCulture);
    }
}

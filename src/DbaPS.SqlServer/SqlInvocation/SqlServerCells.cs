using System.Data.SqlTypes;
using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>How each of the server's types is read: as the type of .NET that keeps it whole, or as exact text where none does.</summary>
internal static class SqlServerCells
{
    /// <summary>The cells of a column.</summary>
    /// <param name="type">As the driver names it; a CLR type by its whole name.</param>
    public static CellReader Of(ISqlServerDriver driver, string type, int ordinal) => type.ToLowerInvariant() switch
    {
        "bit" => new ValueCell<bool>(ordinal, static (r, i) => r.GetBoolean(i)),
        "tinyint" => new ValueCell<byte>(ordinal, static (r, i) => r.GetByte(i)),
        "smallint" => new ValueCell<short>(ordinal, static (r, i) => r.GetInt16(i)),
        "int" => new ValueCell<int>(ordinal, static (r, i) => r.GetInt32(i)),
        "bigint" => new ValueCell<long>(ordinal, static (r, i) => r.GetInt64(i)),
        "real" => new ValueCell<float>(ordinal, static (r, i) => r.GetFloat(i)),
        "float" => new ValueCell<double>(ordinal, static (r, i) => r.GetDouble(i)),
        "money" or "smallmoney" => new ValueCell<decimal>(ordinal, static (r, i) => r.GetDecimal(i)),
        "decimal" or "numeric" => new RangedCell<SqlDecimal, decimal?>(ordinal, static (r, i) => (SqlDecimal)r.GetProviderSpecificValue(i), TryDecimal, static d => d.ToString()),
        "uniqueidentifier" => new ValueCell<Guid>(ordinal, static (r, i) => r.GetGuid(i)),
        "date" => new ValueCell<DateOnly>(ordinal, static (r, i) => DateOnly.FromDateTime(r.GetDateTime(i))),
        "time" => new ValueCell<TimeOnly>(ordinal, static (r, i) => TimeOnly.FromTimeSpan(r.GetFieldValue<TimeSpan>(i))),
        "datetime" or "datetime2" or "smalldatetime" => new ValueCell<DateTime>(ordinal, static (r, i) => r.GetDateTime(i)),
        "datetimeoffset" => new ValueCell<DateTimeOffset>(ordinal, static (r, i) => r.GetFieldValue<DateTimeOffset>(i)),
        "char" or "varchar" or "text" or "nchar" or "nvarchar" or "ntext" or "xml" or "json" => new ReferenceCell<string>(ordinal, static (r, i) => r.GetString(i)),
        "binary" or "varbinary" or "image" or "timestamp" or "rowversion" => new ReferenceCell<byte[]>(ordinal, static (r, i) => (byte[])r.GetValue(i)),
        "sql_variant" => new ReferenceCell<object>(ordinal, static (r, i) => Variant(r.GetProviderSpecificValue(i))),
        // hierarchyid, geography, geometry and users' own: their assemblies are the server's.
        var name when name.Contains('.', StringComparison.Ordinal) => new ReferenceCell<byte[]>(ordinal, driver.ReadBytes),
        _ => new ReferenceCell<object>(ordinal, static (r, i) => r.GetValue(i)),
    };

    /// <summary>False for more digits than a decimal has; the scale stays as the server shows it.</summary>
    public static bool TryDecimal(SqlDecimal raw, out decimal? value)
    {
        const int WidestScale = 28;
        var bits = raw.Data;
        var fits = bits[3] == 0 && raw.Scale <= WidestScale;
        value = fits ? new decimal(bits[0], bits[1], bits[2], !raw.IsPositive, raw.Scale) : null;
        return fits;
    }

    /// <summary>A value of a sql_variant: what its own type would come as.</summary>
    private static object Variant(object value) => value switch
    {
        SqlDecimal number => TryDecimal(number, out var fits) ? fits! : number.ToString(),
        SqlBinary bytes => bytes.Value,
        SqlBytes bytes => bytes.Value,
        SqlString text => text.Value,
        SqlInt32 number => number.Value,
        SqlInt64 number => number.Value,
        SqlInt16 number => number.Value,
        SqlByte number => number.Value,
        SqlBoolean flag => flag.Value,
        SqlSingle number => number.Value,
        SqlDouble number => number.Value,
        SqlMoney amount => amount.Value,
        SqlGuid id => id.Value,
        SqlDateTime moment => moment.Value,
        _ => value,
    };
}

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>Values at the edges: the column's type, the value, the .NET type it comes as and its text.</summary>
public static class MySqlEdgeValues
{
    public static TheoryData<string, string, string, string> All { get; } = new()
    {
        { "tinyint", "-128", "SByte", "-128" },
        { "tinyint(1)", "2", "SByte", "2" },
        { "tinyint unsigned", "255", "Byte", "255" },
        { "smallint unsigned", "65535", "UInt16", "65535" },
        { "mediumint", "-8388608", "Int32", "-8388608" },
        { "int unsigned", "4294967295", "UInt32", "4294967295" },
        { "bigint", "-9223372036854775808", "Int64", "-9223372036854775808" },
        { "bigint unsigned", "18446744073709551615", "UInt64", "18446744073709551615" },
        { "decimal(10,2)", "1.50", "Decimal", "1.50" },
        { "decimal(65,30)", "-12345678901234567890123456789012345.123456789012345678901234567891", "String", "-12345678901234567890123456789012345.123456789012345678901234567891" },
        { "double", "1.7976931348623157e308", "Double", "1.7976931348623157E+308" },
        { "bit(1)", "b'1'", "UInt64", "1" },
        { "bit(64)", "18446744073709551615", "UInt64", "18446744073709551615" },
        { "year", "1901", "Int32", "1901" },
        { "date", "'9999-12-31'", "DateOnly", "9999-12-31" },
        { "date", "'0000-00-00'", "String", "0000-00-00" },
        { "date", "'2024-00-15'", "String", "2024-00-15" },
        { "datetime(6)", "'2024-02-29 23:59:59.123456'", "DateTime", "2024-02-29T23:59:59.1234560" },
        { "datetime(3)", "'0000-00-00 00:00:00'", "String", "0000-00-00 00:00:00" },
        { "timestamp(6) NULL", "'2024-02-29 23:59:59.5'", "DateTimeOffset", "2024-02-29T23:59:59.5000000+00:00" },
        { "time(6)", "'838:59:59'", "TimeSpan", "34.22:59:59" },
        { "time(6)", "'-100:00:00.25'", "TimeSpan", "-4.04:00:00.2500000" },
        { "char(3)", "'a'", "String", "a" },
        { "longtext", "'é\U0001F600'", "String", "é\U0001F600" },
        { "varchar(9) CHARACTER SET latin1", "'é'", "String", "é" },
        { "varbinary(9)", "x'00ff5c27'", "Byte[]", "00FF5C27" },
        { "binary(3)", "x'61'", "Byte[]", "610000" },
        { "enum('a','b')", "'b'", "String", "b" },
        { "set('a','b','c')", "'a,c'", "String", "a,c" },
        { "json", "'{\"a\": [1, null]}'", "String", "{\"a\": [1, null]}" },
        { "point", "ST_GeomFromText('POINT(1 2)')", "Byte[]", "000000000101000000000000000000F03F0000000000000040" },
        { "int", "NULL", "null", "" },
    };
}

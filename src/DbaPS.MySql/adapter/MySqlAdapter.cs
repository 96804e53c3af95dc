using System.Data.Common;
using DbaPS.MySql.Drivers;
using MySqlConnector;
#if EXTRAS
using MySqlConnector.Authentication.Ed25519;
#endif

namespace DbaPS.MySql.Adapter;

/// <summary>MySqlConnector behind DbaPS's contract.</summary>
public sealed class MySqlAdapter : IMySqlDriver
{
#if EXTRAS
    static MySqlAdapter()
    {
        Ed25519AuthenticationPlugin.Install();
        ParsecAuthenticationPlugin.Install();
    }
#endif

    public string Name { get; } = $"MySqlConnector {typeof(MySqlConnection).Assembly.GetName().Version?.ToString(3)}";

#if EXTRAS
    public string? Lacks(MySqlDriverFeature feature) => null;
#else
    public string? Lacks(MySqlDriverFeature feature) => feature is MySqlDriverFeature.Ed25519
        ? "this build is without the package MySqlConnector.Authentication.Ed25519, so logins by ed25519 and parsec don't work"
        : null;
#endif

    public IMySqlPool CreatePool(MySqlPoolOptions options) => new MySqlAdapterPool(options);

    public MySqlFailure? FailureOf(Exception failure) => failure is MySqlException answer ? new MySqlFailure(answer.Number, answer.SqlState, answer.Message) : null;

    public MySqlColumnType TypeOf(DbDataReader reader, int ordinal)
    {
        var type = reader.GetFieldType(ordinal);
        if (type == typeof(MySqlDateTime) || type == typeof(DateTime))
        {
            return reader.GetDataTypeName(ordinal) switch
            {
                "DATE" => MySqlColumnType.Date,
                "TIMESTAMP" => MySqlColumnType.Timestamp,
                _ => MySqlColumnType.DateTime,
            };
        }
        return type == typeof(ReadOnlyMemory<float>) ? MySqlColumnType.Vector : Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => MySqlColumnType.SByte,
            TypeCode.Byte => MySqlColumnType.Byte,
            TypeCode.Int16 => MySqlColumnType.Int16,
            TypeCode.UInt16 => MySqlColumnType.UInt16,
            TypeCode.Int32 => MySqlColumnType.Int32,
            TypeCode.UInt32 => MySqlColumnType.UInt32,
            TypeCode.Int64 => MySqlColumnType.Int64,
            TypeCode.UInt64 => MySqlColumnType.UInt64,
            TypeCode.Single => MySqlColumnType.Single,
            TypeCode.Double => MySqlColumnType.Double,
            TypeCode.Decimal => MySqlColumnType.Decimal,
            TypeCode.String => MySqlColumnType.String,
            _ => type == typeof(byte[]) ? MySqlColumnType.Bytes : type == typeof(TimeSpan) ? MySqlColumnType.TimeSpan : MySqlColumnType.Other,
        };
    }

    public MySqlMoment MomentAt(DbDataReader reader, int ordinal)
    {
        var moment = ((MySqlDataReader)reader).GetMySqlDateTime(ordinal);
        return new MySqlMoment(moment.Year, moment.Month, moment.Day, moment.Hour, moment.Minute, moment.Second, moment.Microsecond);
    }

    public string DecimalAt(DbDataReader reader, int ordinal) => ((MySqlDataReader)reader).GetMySqlDecimal(ordinal).ToString();
}

using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using DbaPS.Errors;
using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>The records of a CSV file as the driver's bulk copy reads rows: one at a time, nothing kept.</summary>
internal sealed class CsvRows(CsvReader file, IReadOnlyList<CsvColumn> columns, string table, Action<long>? progress) : DbDataReader
{
    private const int RowsBetweenReports = 65_536;

    private readonly object[] _row = new object[columns.Count];

    public long Rows { get; private set; }

    public override int FieldCount => columns.Count;

    public override int Depth => 0;

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await file.ReadAsync(cancellationToken))
        {
            return false;
        }
        if (file.Count != columns.Count)
        {
            throw new DbaException(DbaErrors.CsvRejected(table, $"it has {file.Count} fields, and the first line has {columns.Count}.", file.Line, null, null));
        }
        for (var i = 0; i < _row.Length; i++)
        {
            _row[i] = file.IsNull(i) ? DBNull.Value : Convert(i);
        }
        if (++Rows % RowsBetweenReports == 0)
        {
            progress?.Invoke(file.BytesRead);
        }
        return true;
    }

    public override bool Read() => throw new NotSupportedException("Rows are read asynchronously.");

    public override bool NextResult() => false;

    public override object GetValue(int ordinal) => _row[ordinal];

    public override bool IsDBNull(int ordinal) => _row[ordinal] is DBNull;

    public override string GetName(int ordinal) => columns[ordinal].Name;

    public override int GetOrdinal(string name) => columns.Select((c, i) => (c.Name, Place: i)).First(c => c.Name == name).Place;

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => columns[ordinal].Type;

    public override string GetDataTypeName(int ordinal) => columns[ordinal].Type.Name;

    public override int GetValues(object[] values)
    {
        _row.CopyTo(values, 0);
        return _row.Length;
    }

    public override bool GetBoolean(int ordinal) => (bool)_row[ordinal];

    public override byte GetByte(int ordinal) => (byte)_row[ordinal];

    public override char GetChar(int ordinal) => (char)_row[ordinal];

    public override DateTime GetDateTime(int ordinal) => (DateTime)_row[ordinal];

    public override decimal GetDecimal(int ordinal) => (decimal)_row[ordinal];

    public override double GetDouble(int ordinal) => (double)_row[ordinal];

    public override float GetFloat(int ordinal) => (float)_row[ordinal];

    public override Guid GetGuid(int ordinal) => (Guid)_row[ordinal];

    public override short GetInt16(int ordinal) => (short)_row[ordinal];

    public override int GetInt32(int ordinal) => (int)_row[ordinal];

    public override long GetInt64(int ordinal) => (long)_row[ordinal];

    public override string GetString(int ordinal) => (string)_row[ordinal];

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => Copy((byte[])_row[ordinal], dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => Copy(((string)_row[ordinal]).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override IEnumerator GetEnumerator() => throw new NotSupportedException("Rows are read asynchronously.");

    private static long Copy<T>(T[] value, long from, T[]? buffer, int at, int length)
    {
        if (buffer is null)
        {
            return value.Length;
        }
        var count = (int)Math.Max(0, Math.Min(length, value.Length - from));
        Array.Copy(value, from, buffer, at, count);
        return count;
    }

    private object Convert(int field)
    {
        try
        {
            return columns[field].Convert(file.Text(field));
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or ArgumentException)
        {
            throw new DbaException(DbaErrors.CsvRejected(table, failure.Message, file.Line, columns[field].Name, failure));
        }
    }
}

using System.Data.Common;
using System.Text;
using System.Text.Unicode;
using DbaPS.SqlInvocation;

namespace DbaPS.Sqlite.SqlInvocation;

/// <summary>
/// Cells of a statement, read from SQLite itself. Every cell has a type of its own, whatever its column was declared as: a column
/// begins with the type of its first row's cell, and becomes one of objects where another type comes.
/// </summary>
internal static class SqliteCells
{
    /// <param name="hasRow">True when the statement stands on its first row.</param>
    public static CellReader At(sqlite3_stmt statement, int ordinal, bool hasRow)
    {
        var declared = (SqliteApi.sqlite3_column_decltype(statement, ordinal).utf8_to_string() ?? "").ToUpperInvariant();
        if (declared.Contains("DEC", StringComparison.Ordinal) || declared.Contains("NUM", StringComparison.Ordinal))
        {
            // Such a column keeps 1 as an integer and 1.5 as a real number.
            return new DynamicCell(statement, ordinal);
        }
        var type = hasRow ? SqliteApi.sqlite3_column_type(statement, ordinal) : SqliteApi.SQLITE_NULL;
        return (type == SqliteApi.SQLITE_NULL ? Affinity(declared) : type) switch
        {
            SqliteApi.SQLITE_INTEGER => new IntegerCell(statement, ordinal),
            SqliteApi.SQLITE_FLOAT => new RealCell(statement, ordinal),
            SqliteApi.SQLITE_TEXT => new TextCell(statement, ordinal),
            SqliteApi.SQLITE_BLOB => new BlobCell(statement, ordinal),
            _ => new DynamicCell(statement, ordinal),
        };
    }

    /// <summary>A cell as what it is. A text that is not UTF-8 comes as its bytes.</summary>
    public static object? Value(sqlite3_stmt statement, int ordinal)
    {
        switch (SqliteApi.sqlite3_column_type(statement, ordinal))
        {
            case SqliteApi.SQLITE_INTEGER:
                return SqliteApi.sqlite3_column_int64(statement, ordinal);
            case SqliteApi.SQLITE_FLOAT:
                return SqliteApi.sqlite3_column_double(statement, ordinal);
            case SqliteApi.SQLITE_TEXT:
                var bytes = Bytes(statement, ordinal);
                return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : bytes.ToArray();
            case SqliteApi.SQLITE_BLOB:
                return SqliteApi.sqlite3_column_blob(statement, ordinal).ToArray();
            default:
                return null;
        }
    }

    /// <summary>A text's bytes in UTF-8, all of them: it may hold NUL characters.</summary>
    public static ReadOnlySpan<byte> Bytes(sqlite3_stmt statement, int ordinal)
    {
        // Makes SQLite turn a text of UTF-16 into UTF-8, where the next call finds it.
        _ = SqliteApi.sqlite3_column_text(statement, ordinal);
        return SqliteApi.sqlite3_column_blob(statement, ordinal);
    }

    /// <summary>The type most cells of such a column have (SQLite's manual, "Determination Of Column Affinity").</summary>
    private static int Affinity(string declared)
    {
        if (declared.Contains("INT", StringComparison.Ordinal))
        {
            return SqliteApi.SQLITE_INTEGER;
        }
        if (declared.Contains("CHAR", StringComparison.Ordinal) || declared.Contains("CLOB", StringComparison.Ordinal) || declared.Contains("TEXT", StringComparison.Ordinal))
        {
            return SqliteApi.SQLITE_TEXT;
        }
        if (declared.Contains("BLOB", StringComparison.Ordinal))
        {
            return SqliteApi.SQLITE_BLOB;
        }
        return declared.Contains("REAL", StringComparison.Ordinal) || declared.Contains("FLOA", StringComparison.Ordinal) || declared.Contains("DOUB", StringComparison.Ordinal)
            ? SqliteApi.SQLITE_FLOAT
            : SqliteApi.SQLITE_NULL;
    }

    private abstract class Cell<T>(sqlite3_stmt statement, int ordinal) : CellReader<T?>(ordinal)
    {
        protected sqlite3_stmt Statement => statement;

        protected abstract int Type { get; }

        public override bool TryRead(DbDataReader reader, out T? value)
        {
            value = default;
            var type = SqliteApi.sqlite3_column_type(statement, Ordinal);
            if (type == Type)
            {
                return TryTake(out value);
            }
            return type == SqliteApi.SQLITE_NULL;
        }

        protected abstract bool TryTake(out T? value);

        protected override object? ReadMisfit(DbDataReader reader) => Value(statement, Ordinal);
    }

    private sealed class IntegerCell(sqlite3_stmt statement, int ordinal) : Cell<long?>(statement, ordinal)
    {
        protected override int Type => SqliteApi.SQLITE_INTEGER;

        protected override bool TryTake(out long? value)
        {
            value = SqliteApi.sqlite3_column_int64(Statement, Ordinal);
            return true;
        }
    }

    private sealed class RealCell(sqlite3_stmt statement, int ordinal) : Cell<double?>(statement, ordinal)
    {
        protected override int Type => SqliteApi.SQLITE_FLOAT;

        protected override bool TryTake(out double? value)
        {
            value = SqliteApi.sqlite3_column_double(Statement, Ordinal);
            return true;
        }
    }

    private sealed class TextCell(sqlite3_stmt statement, int ordinal) : Cell<string>(statement, ordinal)
    {
        protected override int Type => SqliteApi.SQLITE_TEXT;

        protected override bool TryTake(out string? value)
        {
            var bytes = Bytes(Statement, Ordinal);
            var valid = Utf8.IsValid(bytes);
            value = valid ? Encoding.UTF8.GetString(bytes) : null;
            return valid;
        }
    }

    private sealed class BlobCell(sqlite3_stmt statement, int ordinal) : Cell<byte[]>(statement, ordinal)
    {
        protected override int Type => SqliteApi.SQLITE_BLOB;

        protected override bool TryTake(out byte[]? value)
        {
            value = SqliteApi.sqlite3_column_blob(Statement, Ordinal).ToArray();
            return true;
        }
    }

    private sealed class DynamicCell(sqlite3_stmt statement, int ordinal) : CellReader<object?>(ordinal)
    {
        public override bool TryRead(DbDataReader reader, out object? value)
        {
            value = Value(statement, Ordinal);
            return true;
        }
    }
}

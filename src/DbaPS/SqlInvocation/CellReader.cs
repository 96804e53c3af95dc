using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>
/// Reads one column's cells. A column has a type of .NET; a value outside that type's range comes as an object that is exact,
/// or as the server's own text, never as a neighbouring value.
/// </summary>
public abstract class CellReader
{
    private protected CellReader(int ordinal) => Ordinal = ordinal;

    /// <summary>The column's place in the reader, from 0.</summary>
    public int Ordinal { get; }

    /// <summary>The type of the column's property: a class, or a nullable value.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The cell of the current row; null for SQL's NULL. A value outside <see cref="ValueType"/> comes as another type.</summary>
    public abstract object? Read(DbDataReader reader);
}

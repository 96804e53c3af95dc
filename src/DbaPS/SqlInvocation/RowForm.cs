namespace DbaPS.SqlInvocation;

/// <summary>What Invoke-DbaSql returns rows as.</summary>
public enum RowForm
{
    /// <summary>A <see cref="DbaRow"/> a row, with a property a column.</summary>
    Object,

    /// <summary>A hashtable a row; names ignore case.</summary>
    Hashtable,

    /// <summary>A DataTable a result, whole in memory.</summary>
    DataTable,

    /// <summary>The first column of each result's first row.</summary>
    Scalar,
}

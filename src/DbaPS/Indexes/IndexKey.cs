namespace DbaPS.Indexes;

/// <summary>One key of an index, in a form in which two that do the same are equal.</summary>
public sealed record IndexKey
{
    /// <summary>A column's name as the engine keeps it, or an expression as the engine writes it.</summary>
    public required string Expression { get; init; }

    /// <summary>True for a plain column.</summary>
    public required bool IsColumn { get; init; }

    /// <summary>The collation's name; null in a wish that leaves it to the column.</summary>
    public string? Collation { get; init; }

    /// <summary>True when the collation is the one the column has anyway.</summary>
    public bool IsUsualCollation { get; init; } = true;

    /// <summary>The operator class's name with its parameters; null in a wish that leaves it to the type.</summary>
    public string? OperatorClass { get; init; }

    /// <summary>True when the operator class is the type's default one.</summary>
    public bool IsUsualOperatorClass { get; init; } = true;

    public bool Descending { get; init; }

    public bool NullsFirst { get; init; }

    /// <summary>True when the two hold the same values in the same sense; direction apart.</summary>
    public bool IsLike(IndexKey other) =>
        IsColumn == other.IsColumn
        && string.Equals(Expression, other.Expression, StringComparison.Ordinal)
        && Same(Collation, IsUsualCollation, other.Collation, other.IsUsualCollation)
        && Same(OperatorClass, IsUsualOperatorClass, other.OperatorClass, other.IsUsualOperatorClass);

    private static bool Same(string? left, bool leftUsual, string? right, bool rightUsual) =>
        (leftUsual && rightUsual) || (left is not null && string.Equals(left, right, StringComparison.Ordinal));
}

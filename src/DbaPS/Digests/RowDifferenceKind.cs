namespace DbaPS.Digests;

/// <summary>In what way a key's rows differ.</summary>
public enum RowDifferenceKind
{
    /// <summary>Expected and not there (or there fewer times than expected).</summary>
    Missing = 0,

    /// <summary>There, and its key not expected at all.</summary>
    Extra,

    /// <summary>There with other content.</summary>
    Changed,

    /// <summary>Its key stands there more often than expected.</summary>
    Duplicated,
}

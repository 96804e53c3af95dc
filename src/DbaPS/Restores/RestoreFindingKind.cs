namespace DbaPS.Restores;

/// <summary>Kinds of damage a restore test tells apart.</summary>
public enum RestoreFindingKind
{
    /// <summary>The backup could not be restored at all.</summary>
    RestoreFailed,

    /// <summary>A file of the backup is missing, cut short or changed.</summary>
    FileDamaged,

    /// <summary>Rows are missing.</summary>
    RowsMissing,

    /// <summary>Rows are there that should not be.</summary>
    RowsExtra,

    /// <summary>Rows are there more often than they should be.</summary>
    RowsDuplicated,

    /// <summary>Rows have other content.</summary>
    RowsChanged,

    /// <summary>A schema object of the backup's inventory is not there.</summary>
    ObjectMissing,

    /// <summary>A schema object is there that the inventory has not.</summary>
    ObjectExtra,

    /// <summary>A schema object is there with another definition, owner or privileges.</summary>
    ObjectChanged,

    /// <summary>A sequence stands elsewhere.</summary>
    SequenceDiffers,

    /// <summary>Large objects differ.</summary>
    LargeObjectsDiffer,

    /// <summary>The engine's own check found damage.</summary>
    Integrity,

    /// <summary>A query that must be true is not.</summary>
    Assertion,
}

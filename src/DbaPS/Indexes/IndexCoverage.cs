namespace DbaPS.Indexes;

/// <summary>Decides whether one index serves everything another would.</summary>
public static class IndexCoverage
{
    /// <summary>
    /// True when <paramref name="existing"/> is usable and serves every query that <paramref name="wanted"/> would, in the same
    /// order or, read backwards, in wholly reversed order, over the same rows, and holds at least the same uniqueness.
    /// </summary>
    public static bool Covers(IndexShape existing, IndexShape wanted)
    {
        if (!existing.IsValid
            || !string.Equals(existing.Method, wanted.Method, StringComparison.Ordinal)
            || !string.Equals(existing.Where, wanted.Where, StringComparison.Ordinal)
            || !HoldsUniqueness(existing, wanted))
        {
            return false;
        }
        return KeysServe(existing, wanted) && wanted.Include.All(column => Carries(existing, column));
    }

    /// <summary>True when the two differ in nothing but their rows: the existing one has all, the wanted one only those that meet its predicate.</summary>
    public static bool CoversWithMoreRows(IndexShape existing, IndexShape wanted) =>
        existing.Where is null && wanted.Where is not null && Covers(existing, wanted with { Where = null });

    /// <summary>True when the two are interchangeable: same keys, columns, rows and uniqueness.</summary>
    public static bool IsSame(IndexShape left, IndexShape right) =>
        left.Keys.Count == right.Keys.Count
        && left.IsUnique == right.IsUnique
        && left.Include.Order(StringComparer.Ordinal).SequenceEqual(right.Include.Order(StringComparer.Ordinal), StringComparer.Ordinal)
        && left.Keys.Zip(right.Keys).All(pair => pair.First.IsLike(pair.Second) && (left.Order != IndexOrder.Sorted || SameDirection(pair.First, pair.Second)))
        && Covers(left with { IsValid = true }, right)
        && Covers(right with { IsValid = true }, left);

    private static bool HoldsUniqueness(IndexShape existing, IndexShape wanted)
    {
        if (!wanted.IsUnique)
        {
            return true;
        }
        return existing.IsUnique && existing.IsImmediate && existing.Keys.Count == wanted.Keys.Count && (existing.NullsNotDistinct || !wanted.NullsNotDistinct);
    }

    private static bool KeysServe(IndexShape existing, IndexShape wanted)
    {
        switch (wanted.Order)
        {
            case IndexOrder.Any:
                return wanted.Keys.All(key => existing.Keys.Any(key.IsLike));
            case IndexOrder.Whole when existing.Keys.Count != wanted.Keys.Count:
                return false;
        }
        if (existing.Keys.Count < wanted.Keys.Count)
        {
            return false;
        }
        var pairs = existing.Keys.Zip(wanted.Keys).ToList();
        if (!pairs.TrueForAll(pair => pair.First.IsLike(pair.Second)))
        {
            return false;
        }
        return wanted.Order != IndexOrder.Sorted
            || pairs.TrueForAll(pair => SameDirection(pair.First, pair.Second))
            || pairs.TrueForAll(pair => OppositeDirection(pair.First, pair.Second));
    }

    private static bool SameDirection(IndexKey left, IndexKey right) => left.Descending == right.Descending && left.NullsFirst == right.NullsFirst;

    private static bool OppositeDirection(IndexKey left, IndexKey right) => left.Descending != right.Descending && left.NullsFirst != right.NullsFirst;

    private static bool Carries(IndexShape index, string column) =>
        index.Include.Contains(column, StringComparer.Ordinal) || index.Keys.Any(key => key.IsColumn && string.Equals(key.Expression, column, StringComparison.Ordinal));
}

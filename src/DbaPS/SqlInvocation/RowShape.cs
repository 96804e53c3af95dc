using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>
/// The class generated for results with these columns, and the code that makes its rows. Shapes are kept for the next result
/// alike, the least recently used ones are let go: their classes are unloaded once no row of theirs is left.
/// </summary>
internal sealed class RowShape
{
    /// <summary>How many shapes are kept. A class costs a few kilobytes and about a millisecond to make.</summary>
    internal const int Kept = 256;

    private static readonly object Gate = new();
    private static readonly Dictionary<Key, LinkedListNode<RowShape>> Known = new(Kept);
    private static readonly LinkedList<RowShape> ByUse = new();

    private readonly Key _key;

    private RowShape(Key key, Type rowType, RowMaker make)
    {
        _key = key;
        RowType = rowType;
        Make = make;
    }

    public Type RowType { get; }

    /// <summary>Makes a row from the reader's current one.</summary>
    public RowMaker Make { get; }

    /// <summary>The shape of a result whose cells these are.</summary>
    /// <param name="names">Unique ignoring case (<see cref="ColumnNames"/>).</param>
    /// <param name="originals">The names as the server gave them.</param>
    public static RowShape Of(IReadOnlyList<string> names, IReadOnlyList<string> originals, IReadOnlyList<CellReader> cells)
    {
        var key = new Key([.. names], [.. originals], [.. cells.Select(c => c.ValueType)]);
        lock (Gate)
        {
            if (Known.TryGetValue(key, out var found))
            {
                ByUse.Remove(found);
                ByUse.AddFirst(found);
                return found.Value;
            }
            var (type, make) = RowClass.Build(key.Names, key.Originals, key.Types);
            var shape = new RowShape(key, type, make);
            Known.Add(key, ByUse.AddFirst(shape));
            if (ByUse.Count > Kept)
            {
                Known.Remove(ByUse.Last!.Value._key);
                ByUse.RemoveLast();
            }
            return shape;
        }
    }

    private sealed class Key(string[] names, string[] originals, Type[] types) : IEquatable<Key>
    {
        private readonly int _hash = Hash(originals, types);

        public string[] Names { get; } = names;

        public string[] Originals { get; } = originals;

        public Type[] Types { get; } = types;

        public bool Equals(Key? other) => other is not null && _hash == other._hash && Names.AsSpan().SequenceEqual(other.Names)
            && Originals.AsSpan().SequenceEqual(other.Originals) && Types.AsSpan().SequenceEqual(other.Types);

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() => _hash;

        private static int Hash(string[] originals, Type[] types)
        {
            var hash = default(HashCode);
            for (var i = 0; i < originals.Length; i++)
            {
                hash.Add(originals[i], StringComparer.Ordinal);
                hash.Add(types[i]);
            }
            return hash.ToHashCode();
        }
    }
}

/// <summary>Makes a row from a reader's current one. Returns -1, or the place of the first cell whose value its column's type can't hold; then there is no row.</summary>
internal delegate int RowMaker(CellReader[] cells, DbDataReader reader, out object? row);

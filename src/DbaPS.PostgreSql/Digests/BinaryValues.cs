using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using DbaPS.Digests;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Reads values in PostgreSQL's binary form (the types' send functions) into canonical form.</summary>
internal static class BinaryValues
{
    private const ushort NumericNegative = 0x4000;
    private const ushort NumericNaN = 0xc000;
    private const ushort NumericInfinity = 0xd000;
    private const ushort NumericMinusInfinity = 0xf000;

    private const byte RangeEmpty = 0x01;
    private const byte RangeLowerInclusive = 0x02;
    private const byte RangeUpperInclusive = 0x04;
    private const byte RangeNoLower = 0x08;
    private const byte RangeNoUpper = 0x10;

    /// <exception cref="FormatException">The bytes are not a value of the type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Append(CanonicalRow row, ValueType type, ReadOnlySpan<byte> value)
    {
        switch (type.Kind)
        {
            case ValueKind.Text: row.Text(value); break;
            case ValueKind.Int32: row.Integer(BinaryPrimitives.ReadInt32BigEndian(Exactly(value, 4))); break;
            case ValueKind.Int64: row.Integer(BinaryPrimitives.ReadInt64BigEndian(Exactly(value, 8))); break;
            case ValueKind.Int16: row.Integer(BinaryPrimitives.ReadInt16BigEndian(Exactly(value, 2))); break;
            case ValueKind.Boolean: row.Boolean(Exactly(value, 1)[0] != 0); break;
            case ValueKind.UInt32: row.Integer((long)BinaryPrimitives.ReadUInt32BigEndian(Exactly(value, 4))); break;
            case ValueKind.UInt64: row.Integer(BinaryPrimitives.ReadUInt64BigEndian(Exactly(value, 8))); break;
            case ValueKind.Float8: row.Float(BinaryPrimitives.ReadDoubleBigEndian(Exactly(value, 8))); break;
            case ValueKind.Float4: row.Float(BinaryPrimitives.ReadSingleBigEndian(Exactly(value, 4))); break;
            case ValueKind.Numeric: Numeric(row, value); break;
            case ValueKind.Bytes: row.Bytes(value); break;
            case ValueKind.Json: row.Json(value); break;
            case ValueKind.Jsonb: Jsonb(row, value); break;
            case ValueKind.Uuid: row.Uuid(Exactly(value, 16)); break;
            case ValueKind.Bits: Bits(row, value); break;
            case ValueKind.Date: row.Date(BinaryPrimitives.ReadInt32BigEndian(Exactly(value, 4))); break;
            case ValueKind.Time: row.Time(BinaryPrimitives.ReadInt64BigEndian(Exactly(value, 8))); break;
            case ValueKind.TimeTz:
                Exactly(value, 12);
                row.TimeWithZone(BinaryPrimitives.ReadInt64BigEndian(value), -BinaryPrimitives.ReadInt32BigEndian(value[8..]));
                break;
            case ValueKind.Timestamp: row.Timestamp(BinaryPrimitives.ReadInt64BigEndian(Exactly(value, 8))); break;
            case ValueKind.TimestampTz: row.TimestampTz(BinaryPrimitives.ReadInt64BigEndian(Exactly(value, 8))); break;
            case ValueKind.Interval:
                Exactly(value, 16);
                row.Interval(BinaryPrimitives.ReadInt32BigEndian(value[12..]), BinaryPrimitives.ReadInt32BigEndian(value[8..]), BinaryPrimitives.ReadInt64BigEndian(value));
                break;
            case ValueKind.Array: Array(row, type.Parts[0], value); break;
            case ValueKind.Composite: Composite(row, type.Parts, value); break;
            case ValueKind.Range: Range(row, type.Parts[0], value); break;
            case ValueKind.Multirange: Multirange(row, type.Parts[0], value); break;
            case ValueKind.Native: row.Native(type.NativeName, value); break;
            default: throw new InvalidOperationException($"No binary form for {type.Kind}.");
        }
    }

    private static void Numeric(CanonicalRow row, ReadOnlySpan<byte> value)
    {
        int groups = BinaryPrimitives.ReadInt16BigEndian(AtLeast(value, 8));
        ushort sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        switch (sign)
        {
            case 0 or NumericNegative:
                if (groups < 0 || value.Length != 8 + 2 * groups)
                    throw Malformed();
                row.DecimalFromGroups(sign != 0, BinaryPrimitives.ReadInt16BigEndian(value[2..]), BinaryPrimitives.ReadInt16BigEndian(value[6..]), value[8..]);
                break;
            case NumericNaN: row.DecimalNaN(); break;
            case NumericInfinity: row.DecimalInfinity(); break;
            case NumericMinusInfinity: row.DecimalInfinity(negative: true); break;
            default: throw Malformed();
        }
    }

    private static void Jsonb(CanonicalRow row, ReadOnlySpan<byte> value)
    {
        if (AtLeast(value, 1)[0] != 1)
            throw new FormatException($"jsonb of version {value[0]} is not known.");
        row.Json(value[1..]);
    }

    private static void Bits(CanonicalRow row, ReadOnlySpan<byte> value)
    {
        int count = BinaryPrimitives.ReadInt32BigEndian(AtLeast(value, 4));
        if (count < 0 || value.Length - 4 != (int)(((long)count + 7) / 8))
            throw Malformed();
        row.Bits(count, value[4..]);
    }

    private static void Array(CanonicalRow row, ValueType element, ReadOnlySpan<byte> value)
    {
        int dimensions = BinaryPrimitives.ReadInt32BigEndian(AtLeast(value, 12));
        if (dimensions is < 0 or > 6 || value.Length < 12 + 8 * dimensions)
            throw Malformed();
        Span<(int Length, int Lower)> bounds = stackalloc (int, int)[dimensions];
        long count = dimensions == 0 ? 0 : 1;
        for (int i = 0; i < dimensions; i++)
        {
            bounds[i] = (BinaryPrimitives.ReadInt32BigEndian(value[(12 + 8 * i)..]), BinaryPrimitives.ReadInt32BigEndian(value[(16 + 8 * i)..]));
            count *= bounds[i].Length;
        }
        row.BeginArray(dimensions, bounds);
        ReadOnlySpan<byte> rest = value[(12 + 8 * dimensions)..];
        for (long i = 0; i < count; i++)
            Item(row, element, ref rest);
        Ended(rest);
    }

    private static void Composite(CanonicalRow row, ValueType[] fields, ReadOnlySpan<byte> value)
    {
        if (BinaryPrimitives.ReadInt32BigEndian(AtLeast(value, 4)) != fields.Length)
            throw Malformed();
        row.BeginComposite(fields.Length);
        ReadOnlySpan<byte> rest = value[4..];
        foreach (ValueType field in fields)
        {
            // The field's type id: what it is, the type map has said already.
            rest = AtLeast(rest, 4)[4..];
            Item(row, field, ref rest);
        }
        Ended(rest);
    }

    private static void Range(CanonicalRow row, ValueType bound, ReadOnlySpan<byte> value)
    {
        byte flags = AtLeast(value, 1)[0];
        if ((flags & RangeEmpty) != 0)
        {
            row.EmptyRange();
            return;
        }
        bool lower = (flags & RangeNoLower) == 0, upper = (flags & RangeNoUpper) == 0;
        row.BeginRange(lower, (flags & RangeLowerInclusive) != 0, upper, (flags & RangeUpperInclusive) != 0);
        ReadOnlySpan<byte> rest = value[1..];
        if (lower)
            Item(row, bound, ref rest);
        if (upper)
            Item(row, bound, ref rest);
        Ended(rest);
    }

    private static void Multirange(CanonicalRow row, ValueType range, ReadOnlySpan<byte> value)
    {
        int count = BinaryPrimitives.ReadInt32BigEndian(AtLeast(value, 4));
        if (count < 0)
            throw Malformed();
        row.BeginMultirange(count);
        ReadOnlySpan<byte> rest = value[4..];
        for (int i = 0; i < count; i++)
            Item(row, range, ref rest);
        Ended(rest);
    }

    /// <summary>A value with its length before it, -1 for NULL.</summary>
    private static void Item(CanonicalRow row, ValueType type, ref ReadOnlySpan<byte> rest)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(AtLeast(rest, 4));
        rest = rest[4..];
        if (length < 0)
        {
            row.Null();
            return;
        }
        Append(row, type, AtLeast(rest, length)[..length]);
        rest = rest[length..];
    }

    private static ReadOnlySpan<byte> Exactly(ReadOnlySpan<byte> value, int length) => value.Length == length ? value : throw Malformed();

    private static ReadOnlySpan<byte> AtLeast(ReadOnlySpan<byte> value, int length) => value.Length >= length ? value : throw Malformed();

    private static void Ended(ReadOnlySpan<byte> rest)
    {
        if (!rest.IsEmpty)
            throw Malformed();
    }

    private static FormatException Malformed() => new("A value in a binary COPY stream does not have the form of its type.");
}

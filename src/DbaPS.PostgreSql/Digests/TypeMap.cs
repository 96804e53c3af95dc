using System.Globalization;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Digests;

/// <summary>The types of a database's columns, resolved through arrays, domains, composites and ranges.</summary>
internal sealed class TypeMap
{
    // Ids below this are given out when the server is built, and never again (FirstNormalObjectId).
    private const long FirstUserId = 16384;

    // Object ids that stand for names: local to a database, and text is what carries the name.
    private static readonly HashSet<string> NamedIds = new(StringComparer.Ordinal)
    {
        "regproc", "regprocedure", "regoper", "regoperator", "regclass", "regtype", "regconfig", "regdictionary", "regnamespace", "regrole", "regcollation", "regdatabase",
    };

    // Base types of extensions whose binary form was looked at and holds no ids.
    private static readonly HashSet<string> KnownExtensionTypes = new(StringComparer.Ordinal)
    {
        "hstore", "ltree", "lquery", "ltxtquery", "cube", "geometry", "geography", "vector", "halfvec", "sparsevec",
    };

    private static readonly SqlScript Script = SqlScript.Load<TypeMap>("Digests/Types.sql");

    private readonly Dictionary<long, Row> _rows = [];
    private readonly Dictionary<long, ValueType> _types = [];

    private TypeMap()
    {
    }

    public static async Task<TypeMap> ReadAsync(PostgreSqlSession session, PostgreSqlConnection connection, CancellationToken cancellationToken)
    {
        var map = new TypeMap();
        await foreach (var row in session.ReadAsync(connection, Script, Map, cancellationToken))
        {
            map._rows.Add(row.Id, row);
        }
        return map;
    }

    /// <summary>The type of that id.</summary>
    /// <exception cref="DbaException">The database has no such type: it is damaged, or it was dropped meanwhile.</exception>
    public ValueType Get(long id)
    {
        if (_types.TryGetValue(id, out var known))
        {
            return known;
        }
        if (!_rows.TryGetValue(id, out var row))
        {
            throw new DbaException(DbaErrors.ObjectMissing("type", id.ToString(CultureInfo.InvariantCulture), "The database"));
        }
        return _types[id] = Resolve(row);
    }

    private static Row Map(RowReader row) => new(
        row.Int64("oid"), row.Text("schema"), row.Text("name"), row.Text("kind")[0], row.Int64("element"), row.Int64("base"), (byte)row.Text("delimiter")[0],
        row.Boolean("is_array"), row.Boolean("has_binary"), row.Int64("subtype"), row.Int64("range_of"),
        [.. row.Texts("fields").Select(f => long.Parse(f, CultureInfo.InvariantCulture))]);

    private ValueType Resolve(Row row)
    {
        bool fixedId = row.Id < FirstUserId;
        // The two vector types are arrays in binary, but their text is not that of arrays: they stay whole.
        if (row.IsArray && row.Name is not ("int2vector" or "oidvector"))
        {
            return ValueType.ArrayOf(Get(row.Element), Get(row.Element).Delimiter, fixedId);
        }
        switch (row.Kind)
        {
            case 'd':
                return Get(row.Base).AsDomain();
            case 'e':
                return ValueType.Simple(ValueKind.Text, DigestForm.Text, row.Delimiter, fixedId);
            case 'c':
                return ValueType.CompositeOf([.. row.Fields.Select(Get)], row.Delimiter);
            case 'r':
                return ValueType.RangeOf(Get(row.Subtype), row.Delimiter, fixedId);
            case 'm':
                return ValueType.MultirangeOf(Get(row.RangeOf), row.Delimiter, fixedId);
            default:
                return Base(row, fixedId);
        }
    }

    private static ValueType Base(Row row, bool fixedId)
    {
        if (fixedId && Builtin(row.Name) is var (kind, form))
        {
            return ValueType.Simple(kind, form, row.Delimiter, fixedId);
        }
        if (row.Name == "citext")
        {
            return ValueType.Simple(ValueKind.Text, DigestForm.Text, row.Delimiter, fixedId, row.HasBinary);
        }
        bool opaque = fixedId ? !NamedIds.Contains(row.Name) : KnownExtensionTypes.Contains(row.Name);
        return ValueType.Native(fixedId ? row.Name : $"{row.Schema}.{row.Name}", row.HasBinary && opaque, row.Delimiter, fixedId);
    }

    private static (ValueKind, DigestForm)? Builtin(string name) => name switch
    {
        "bool" => (ValueKind.Boolean, DigestForm.Boolean),
        "int2" => (ValueKind.Int16, DigestForm.Integer),
        "int4" => (ValueKind.Int32, DigestForm.Integer),
        "int8" => (ValueKind.Int64, DigestForm.Integer),
        "oid" or "xid" or "cid" => (ValueKind.UInt32, DigestForm.Integer),
        "xid8" => (ValueKind.UInt64, DigestForm.Integer),
        "float4" => (ValueKind.Float4, DigestForm.Float4),
        "float8" => (ValueKind.Float8, DigestForm.Float8),
        "numeric" => (ValueKind.Numeric, DigestForm.Decimal),
        "text" or "varchar" or "bpchar" or "name" => (ValueKind.Text, DigestForm.Text),
        "bytea" => (ValueKind.Bytes, DigestForm.Bytes),
        "json" => (ValueKind.Json, DigestForm.Json),
        "jsonb" => (ValueKind.Jsonb, DigestForm.Json),
        "uuid" => (ValueKind.Uuid, DigestForm.Uuid),
        "bit" or "varbit" => (ValueKind.Bits, DigestForm.Bits),
        "date" => (ValueKind.Date, DigestForm.Date),
        "time" => (ValueKind.Time, DigestForm.Time),
        "timetz" => (ValueKind.TimeTz, DigestForm.TimeTz),
        "timestamp" => (ValueKind.Timestamp, DigestForm.Timestamp),
        "timestamptz" => (ValueKind.TimestampTz, DigestForm.TimestampTz),
        "interval" => (ValueKind.Interval, DigestForm.Interval),
        _ => null,
    };

    private sealed record Row(long Id, string Schema, string Name, char Kind, long Element, long Base, byte Delimiter, bool IsArray, bool HasBinary, long Subtype, long RangeOf, long[] Fields);
}

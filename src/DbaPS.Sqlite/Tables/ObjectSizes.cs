using DbaPS.Sql;

namespace DbaPS.Sqlite.Tables;

/// <summary>Bytes of the pages that tables and indexes fill: the library knows them where it was built with the table dbstat, which reads every page.</summary>
internal sealed class ObjectSizes
{
    /// <summary>What is lacking where <see cref="AreKnown"/> is false.</summary>
    public const string Need = "for sizes, a SQLite library built with dbstat: the one in use is not, and they stay empty";

    private static readonly SqlScript Script = SqlScript.Load<SqliteEngine>("Tables/ObjectSizes.sql");

    private readonly ILookup<string, (string Name, long Bytes)> _byTable;

    private ObjectSizes(IEnumerable<(string Table, string Name, long Bytes)> found) =>
        _byTable = found.ToLookup(f => f.Table, f => (f.Name, f.Bytes), StringComparer.OrdinalIgnoreCase);

    public static bool AreKnown(SqliteLink link) => link.Scalar("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'") is not null;

    public static ObjectSizes Read(SqliteLink link) => new(AreKnown(link) ? link.Query(Script.Text).Select(r => (r.Text("table"), r.Text("name"), r.Int64("bytes"))) : []);

    /// <summary>Null where nothing counts it, and for a virtual table, which has no pages of its own.</summary>
    public long? OfTable(string table) => Of(table, table);

    /// <summary>Of all indexes of a table, a primary key's own order apart; null where the table's is.</summary>
    public long? OfIndexes(string table) => OfTable(table) is null ? null : _byTable[table].Where(o => !IsSame(o.Name, table)).Sum(o => o.Bytes);

    public long? OfIndex(string table, string index) => Of(table, index);

    private long? Of(string table, string name) => _byTable[table].Where(o => IsSame(o.Name, name)).Select(o => (long?)o.Bytes).FirstOrDefault();

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

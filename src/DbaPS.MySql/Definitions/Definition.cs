using System.Text;
using System.Text.Json.Serialization;
using DbaPS.Backups;
using DbaPS.Sql;

namespace DbaPS.MySql.Definitions;

/// <summary>The statement that makes an object, with all that its meaning depends on beside its text.</summary>
/// <param name="Kind"><c>sequence</c>, <c>table</c>, <c>view</c>, <c>function</c>, <c>procedure</c>, <c>package</c>, <c>package body</c>, <c>trigger</c>, <c>event</c> or <c>grant</c>.</param>
/// <param name="Sql">As SHOW CREATE gives it.</param>
internal sealed record Definition(string Kind, string Name, string Sql)
{
    /// <summary>The table a trigger belongs to.</summary>
    public string? Table { get; init; }

    /// <summary>The sql_mode it was made under and runs under; null for what has none.</summary>
    public string? SqlMode { get; init; }

    /// <summary>character_set_client when it was made.</summary>
    public string? CharacterSet { get; init; }

    /// <summary>collation_connection when it was made.</summary>
    public string? Collation { get; init; }

    /// <summary>An event's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A sequence's next value that is not yet reserved.</summary>
    public long? Next { get; init; }

    /// <summary>How often a sequence has begun anew.</summary>
    public long Round { get; init; }

    /// <summary>A sequence's last value, up or down.</summary>
    public long? Limit { get; init; }

    /// <summary>The storage engine of a table.</summary>
    public string? Engine { get; init; }

    /// <summary>A view that can't be read where it stands: what it reads is gone. Where it can't be made either, nothing is lost.</summary>
    public bool IsBroken { get; init; }

    [JsonIgnore]
    public SqlDialect Dialect => SqlMode is null ? SqlDialect.MySql : MySql.SqlMode.ToDialect(SqlMode);

    /// <summary>True where the body's letters are the same in every character set.</summary>
    [JsonIgnore]
    public bool IsAscii => Ascii.IsValid(Sql);

    public override string ToString() => $"{Kind} {Name}";

    /// <summary>As an inventory lists it: the same for the same object in any database, whatever it is called.</summary>
    public BackupSchemaObject ToObject(string database)
    {
        var text = Kind switch
        {
            "table" => DefinitionText.WithoutImpliedCharacterSet(DefinitionText.WithoutCounter(DefinitionText.Rename(this, database, "database"))),
            "event" => DefinitionText.WithoutState(this),
            _ => DefinitionText.Rename(this, database, "database"),
        };
        var definer = DefinitionText.Definer(this);
        text = definer is null ? text : text.Replace(definer.Value.Clause, "", StringComparison.Ordinal);
        string?[] beside = [Table, SqlMode, IsAscii ? CharacterSet : null, Collation, TimeZone];
        return BackupSchemaObject.Of(Kind, Name, string.Join('\n', beside.Prepend(text)), definer?.Account);
    }
}

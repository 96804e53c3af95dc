using System.Globalization;
using System.Text.RegularExpressions;
using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.MySql.Indexes;

/// <summary>Turns a wish for an index into statements, holding it against what the table has.</summary>
internal sealed partial class MySqlIndexPlanner(MySqlSession session, NewIndexRequest request)
{
    private const int MaximumNameBytes = MySqlNames.MaximumLength;

    private readonly SqlDialect _dialect = session.Dialect ?? SqlDialect.MySql;

    public async Task<IndexPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var table = await TableAsync(cancellationToken);
        var parts = request.Column.Select(c => Part(c, table.Columns)).ToList();
        Check(parts);
        await CheckExpressionsAsync(table, parts, cancellationToken);
        var existing = new List<CatalogIndex>();
        await foreach (var index in CatalogIndex.ReadAsync(session, table.Schema, table.Name, cancellationToken))
        {
            existing.Add(index);
        }
        var wanted = new CatalogIndex(table.Schema, table.Name, Name(table.Name, parts, existing), request.Unique, Method(table.Engine), IsVisible: true, parts);
        List<CatalogIndex> usable = [.. existing.Where(e => e.IsVisible)];
        return new IndexPlan
        {
            Schema = table.Schema,
            Table = table.Name,
            Index = wanted.Index,
            Steps =
            [
                new(MySqlIndexSql.SetLockTimeout(request.LockTimeout), IndexStepKind.Set),
                new(MySqlIndexSql.Create(wanted, session.Kind, table.Engine, request.Offline), IndexStepKind.Build, wanted.Index, table.Schema, table.Name),
            ],
            Undo = [MySqlIndexSql.Drop(wanted, table.Engine)],
            LockTimeout = request.LockTimeout,
            CoveredBy = usable.Find(e => IndexCoverage.Covers(Shape(e, wanted), Shape(wanted)))?.Index,
            Superseded = [.. usable.Where(e => !e.IsUnique && IndexCoverage.Covers(Shape(wanted, e), Shape(e))).Select(e => e.Index)],
        };
    }

    /// <summary>An index as the comparison sees it. A longer prefix, or the whole column, serves all that a shorter prefix does, except its uniqueness.</summary>
    private static IndexShape Shape(CatalogIndex index, CatalogIndex? other = null) => new()
    {
        Index = index.Index,
        Method = index.Method,
        IsUnique = index.IsUnique,
        IsNeeded = index.IsUnique,
        Order = index.Method is "FULLTEXT" or "SPATIAL" or "HASH" ? IndexOrder.Whole : IndexOrder.Sorted,
        Keys =
        [
            .. index.Parts.Select((part, i) => new IndexKey
            {
                IsColumn = part.Expression is null,
                Expression = part.Expression is { } expression ? Canonical(expression)
                    : $"{part.Column}({(other is { IsUnique: false } && i < other.Parts.Count && Serves(part, other.Parts[i]) ? other.Parts[i].Prefix : part.Prefix)})",
                Descending = part.Descending,
                NullsFirst = !part.Descending,
            }),
        ],
    };

    private static bool Serves(IndexPart part, IndexPart shorter) =>
        string.Equals(part.Column, shorter.Column, StringComparison.OrdinalIgnoreCase) && shorter.Prefix is { } length && (part.Prefix ?? long.MaxValue) >= length;

    /// <summary>Words in lower case and without backticks, one blank between tokens: the catalogue quotes every name.</summary>
    private static string Canonical(string expression) => string.Join(' ', SqlLexer.Read(expression, SqlDialect.MySql).Where(t => t.IsSignificant)
        .Select(t => t.In(expression).ToString()).Select(t => t[0] == '`' ? t[1..^1].ToLowerInvariant() : t[0] == '\'' ? t : t.ToLowerInvariant()).Where(t => t is not "_utf8mb4"));

    private IndexPart Part(string text, IReadOnlyList<string> columns)
    {
        if (Prefixed().Match(text.Trim()) is { Success: true } match && !columns.Contains(text.Trim(), StringComparer.Ordinal)
            && columns.FirstOrDefault(c => c.Equals(Unquoted(match.Groups[1].Value), StringComparison.OrdinalIgnoreCase)) is { } prefixed)
        {
            return new IndexPart(prefixed, null, long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[3].Value.Equals("DESC", StringComparison.OrdinalIgnoreCase));
        }
        var column = IndexColumn.Parse(text, columns, _dialect);
        Refuse(column.OperatorClass.Count > 0, nameof(request.Column), $"{session.Product} has no operator classes.");
        Refuse(column.Collation.Count > 0, nameof(request.Column), $"{session.Product}'s indexes have the collation of their column.");
        Refuse(column.NullsFirst is { } first && first == column.Descending, nameof(request.Column), $"{session.Product} sorts nulls as the smallest values: first going up, last going down.");
        return new IndexPart(column.Name, column.Expression, null, column.Descending);
    }

    private static string Unquoted(string name) => name.Length > 2 && name[0] == '`' ? name[1..^1].Replace("``", "`", StringComparison.Ordinal) : name;

    private void Check(List<IndexPart> parts)
    {
        Refuse(request.Include.Count > 0, nameof(request.Include), $"{session.Product}'s indexes carry no columns beside their key (InnoDB's carry the primary key). Add them to the end of -Column.");
        Refuse(!string.IsNullOrWhiteSpace(request.Where), nameof(request.Where), $"{session.Product} has no partial indexes. Index a generated column that is NULL for the other rows.");
        Refuse(parts.Exists(p => p.Expression is not null) && session.Kind == MySqlDialect.MariaDb, nameof(request.Column), "MariaDB indexes columns only. Add a generated column with the expression, and index that.");
        Refuse(parts.Exists(p => p.Descending) && !session.IsAtLeast((8, 0), (10, 8)), nameof(request.Column), "descending keys need MariaDB 10.8 or later.");
        var method = request.Method?.ToUpperInvariant();
        Refuse(method is not (null or "BTREE" or "HASH" or "FULLTEXT" or "SPATIAL"), nameof(request.Method), $"{session.Product} has btree, hash, fulltext and spatial.");
        Refuse(request.Unique && method is "FULLTEXT" or "SPATIAL", nameof(request.Unique), "a full-text or spatial index can't be unique.");
        Refuse(request.Index is { Length: > MySqlNames.MaximumLength }, nameof(request.Index), "a name has at most 64 characters.");
        Refuse(request.Index is { Length: > 0 } name && name.Trim().Length == 0, nameof(request.Index), "a name has at least one character that is no blank.");
    }

    /// <summary>InnoDB builds a btree where it is asked for a hash.</summary>
    private string Method(string? engine) => request.Method?.ToUpperInvariant() switch
    {
        null or "BTREE" => "BTREE",
        "HASH" => string.Equals(engine, "MEMORY", StringComparison.OrdinalIgnoreCase) ? "HASH" : "BTREE",
        var other => other,
    };

    private async Task<(string Schema, string Name, string? Engine, IReadOnlyList<string> Columns)> TableAsync(CancellationToken cancellationToken)
    {
        var database = request.Schema ?? session.RequiredDatabase;
        List<(string Schema, string Table, string? Engine, string Kind, string Column)> rows = [];
        await foreach (var row in session.ReadAsync(
            SqlScript.Load<MySqlIndexPlanner>("Indexes/IndexTable.sql"),
            row => (row.Text("schema"), row.Text("table"), row.TextOrNull("engine"), row.Text("kind"), row.Text("column")),
            new Dictionary<string, object?> { ["database"] = database, ["table"] = request.Table },
            cancellationToken))
        {
            rows.Add(row);
        }
        if (rows.Count == 0 || rows[0].Kind.EndsWith("VIEW", StringComparison.Ordinal))
        {
            throw new DbaException(DbaErrors.ObjectMissing("table", request.Table, database));
        }
        return (rows[0].Schema, rows[0].Table, rows[0].Engine, [.. rows.Select(r => r.Column)]);
    }

    private string Name(string table, List<IndexPart> parts, List<CatalogIndex> existing)
    {
        var taken = existing.Select(e => e.Index).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (request.Index is not { } given)
        {
            return IndexNames.Make(table, parts.Select(p => p.Column), request.Unique, taken.Contains, MaximumNameBytes);
        }
        return taken.Contains(given) ? throw new DbaException(DbaErrors.IndexNameTaken(table, given, "an index of the table")) : given;
    }

    /// <summary>Reads no row: unknown columns and functions are found before anything is built.</summary>
    private async Task CheckExpressionsAsync((string Schema, string Name, string? Engine, IReadOnlyList<string> Columns) table, List<IndexPart> parts, CancellationToken cancellationToken)
    {
        foreach (var part in parts.Where(p => p.Expression is not null))
        {
            await using var connection = await session.OpenAsync(cancellationToken);
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, $"SELECT ({part.Expression}) FROM {MySqlNames.Quote(table.Schema, table.Name)} LIMIT 0", cancellationToken));
        }
    }

    private static void Refuse(bool asked, string parameter, string why)
    {
        if (asked)
        {
            throw new DbaException(DbaErrors.InvalidParameter(parameter, null, why));
        }
    }

    /// <summary><c>name(10)</c>, <c>`name`(10) DESC</c>.</summary>
    [GeneratedRegex(@"^(`(?:[^`]|``)+`|[^\s()`]+)\s*\(\s*(\d+)\s*\)(?:\s+(ASC|DESC))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Prefixed();
}

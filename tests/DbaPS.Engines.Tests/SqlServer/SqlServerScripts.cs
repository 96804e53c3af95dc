using System.Text.Json;
using DbaPS.Sql;
using DbaPS.SqlServer;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>The SQL that the engine embeds, and the files that say what it may read.</summary>
internal static class SqlServerScripts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public static IReadOnlyList<SqlScript> All { get; } = [.. SqlScript.All(typeof(SqlServerEngine).Assembly).OrderBy(s => s.Name, StringComparer.Ordinal)];

    public static CatalogueContract Contract { get; } = Read<CatalogueContract>("catalogue.json");

    /// <summary>Statements newer than the grammar of 2019.</summary>
    public static IReadOnlyList<NewerStatement> Newer { get; } = Read<List<NewerStatement>>("newer-statements.json");

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SqlServer", file)), Json)!;
}

/// <summary>A part of a statement that the grammar of 2019 does not know.</summary>
/// <param name="Fragment">The text that names it.</param>
/// <param name="Grammar">The first grammar that has it; null where the parser has none yet.</param>
/// <param name="Documentation">The vendor's page.</param>
/// <param name="Older">What stands in its place for a parser that does not have it, so that the rest is held to the grammar.</param>
internal sealed record NewerStatement(string Fragment, int? Grammar, string Documentation, string? Older = null);

/// <summary>What the vendor documents of the catalogue, as far as it is used.</summary>
/// <param name="Roles">Fixed roles of a database.</param>
internal sealed record CatalogueContract(IReadOnlyList<CatalogueObject> Objects, IReadOnlyList<CatalogueFunction> Functions, IReadOnlyList<CatalogueRight> Rights, IReadOnlyList<CatalogueFunction> Roles);

/// <summary>A right that can be granted.</summary>
internal sealed record CatalogueRight(string Name, int Since, IReadOnlyList<string> Platforms, string Documentation);

/// <summary>A view, table or function of the server's.</summary>
/// <param name="Since">The first major version that has it; 14 for all that are served.</param>
/// <param name="Platforms">Where it is: SqlServer, ManagedInstance, AzureSqlDatabase.</param>
/// <param name="Permission">What it takes to see its rows.</param>
/// <param name="Columns">Name and type, with <c>since 15</c> after it for a column that is newer.</param>
internal sealed record CatalogueObject(string Name, int Since, IReadOnlyList<string> Platforms, string Permission, string Documentation, IReadOnlyDictionary<string, string> Columns);

internal sealed record CatalogueFunction(string Name, string Documentation);

using System.Data.Common;
using DbaPS.Errors;

namespace DbaPS.MySql.Definitions;

/// <summary>Makes objects from their definitions in the database a connection is in, each under the settings it was made under.</summary>
/// <param name="from">The database's name in the definitions.</param>
internal sealed class DefinitionMaker(MySqlSession session, DbConnection connection, string from)
{
    /// <summary>Takes whatever was there: zero dates, the number 0 as a key, days no calendar has.</summary>
    public const string OwnSqlMode = "NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES";

    /// <summary>Modes that newer servers no longer know.</summary>
    private static readonly string[] Removed = ["NO_AUTO_CREATE_USER", "DB2", "MAXDB", "MSSQL", "MYSQL323", "MYSQL40", "ORACLE", "POSTGRESQL", "NO_FIELD_OPTIONS", "NO_KEY_OPTIONS", "NO_TABLE_OPTIONS"];

    private readonly string _database = session.RequiredDatabase;

    /// <summary>True where the folders that a table's statement names are not this server's.</summary>
    public bool IgnoresFolders { get; init; }

    public async Task MakeAsync(Definition definition, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync($"SET SESSION foreign_key_checks = 0, {Settings(definition)}", cancellationToken);
            var sql = DefinitionText.Rename(definition, from, _database);
            await RunAsync(IgnoresFolders && definition.Kind == "table" ? DefinitionText.WithoutPlaces(sql) : sql, cancellationToken);
        }
        catch (DbaException failure)
        {
            throw new DbaException(failure.Error with { Message = $"{definition}: {failure.Message}", Target = failure.Error.Target ?? definition.ToString() });
        }
    }

    /// <summary>Views of views come after those they read, which no catalogue of both servers tells: as often round as some can be made.</summary>
    /// <returns>Views that can't be made here, as they could not be read at the source.</returns>
    public async Task<IReadOnlyList<Definition>> MakeAllAsync(IReadOnlyList<Definition> definitions, CancellationToken cancellationToken)
    {
        for (var left = definitions; left.Count > 0;)
        {
            var refused = new List<Definition>();
            DbaException? first = null;
            foreach (var definition in left)
            {
                try
                {
                    await MakeAsync(definition, cancellationToken);
                }
                catch (DbaException failure) when (definition.Kind == "view" && failure.Error.NativeCode is not null)
                {
                    first = first is null || refused.TrueForAll(r => r.IsBroken) ? failure : first;
                    refused.Add(definition);
                }
            }
            if (refused.Count == left.Count)
            {
                return refused.TrueForAll(r => r.IsBroken) ? refused : throw first!;
            }
            left = refused;
        }
        return [];
    }

    private string Settings(Definition definition)
    {
        var mode = definition.SqlMode ?? OwnSqlMode;
        if (session.Kind == MySqlDialect.MySql)
        {
            mode = string.Join(',', mode.Split(',').Except(Removed, StringComparer.OrdinalIgnoreCase));
        }
        // Statements go to the server as UTF-8; where they have other letters, they must be read so.
        var letters = definition is { IsAscii: true, CharacterSet: { } set } ? set : "utf8mb4";
        var collation = definition.Collation is { } known ? $", collation_connection = {MySqlNames.Literal(known)}" : "";
        return $"sql_mode = {MySqlNames.Literal(mode)}, time_zone = {MySqlNames.Literal(definition.TimeZone ?? "+00:00")}, character_set_client = {letters}{collation}";
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken) =>
        await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, sql, cancellationToken));
}

using DbaPS.MySql.Definitions;
using DbaPS.Restores;

namespace DbaPS.MySql.Restores;

/// <summary>A restore's steps as the user sees them before it runs.</summary>
internal sealed class RestoreSteps(RestoreJob job, RestoreState state, string temporary, IReadOnlyList<string> leftovers)
{
    public IReadOnlyList<RestoreStep> Planned()
    {
        var steps = new List<RestoreStep>();
        if (job.RemoveLeftovers)
        {
            steps.AddRange(leftovers.Select(l => new RestoreStep("clean", l) { Sql = Drop(l) }));
        }
        steps.AddRange(state.AccountStatements.Select(s => new RestoreStep("role", "server") { Sql = Shown(s) }));
        steps.Add(new RestoreStep("database", temporary) { Sql = Create(temporary, state.Properties) });
        steps.AddRange(state.Tabular.Select(d => new RestoreStep("schema", d.ToString()) { Sql = DefinitionText.Rename(d, state.Source, temporary) }));
        steps.AddRange(state.Tables.Select(t => new RestoreStep("data", t.Name)
        {
            Sql = $"LOAD DATA LOCAL INFILE @file INTO TABLE {MySqlNames.Quote(temporary, t.Name)} CHARACTER SET binary",
            Rows = t.Rows,
            Bytes = t.Files.Sum(f => job.Backup.FileAt(f).Size),
        }));
        steps.AddRange(state.Code.Select(d => new RestoreStep("code", d.ToString()) { Sql = DefinitionText.Rename(d, state.Source, temporary), Note = "made once more under the final name" }));
        if (state.Retired is { } retired)
        {
            steps.Add(new RestoreStep("swap", job.Target) { Sql = $"RENAME TABLE {MySqlNames.Quote(job.Target)}.@table TO {MySqlNames.Quote(retired)}.@table" });
        }
        steps.Add(new RestoreStep("name", job.Target) { Sql = $"RENAME TABLE {MySqlNames.Quote(temporary)}.@table TO {MySqlNames.Quote(job.Target)}.@table" });
        steps.AddRange(state.Of("event").Select(d => new RestoreStep("event", d.Name) { Sql = EventSql(d) }));
        steps.AddRange(state.Of("grant").Select(d => new RestoreStep("grant", d.Name) { Sql = DefinitionText.Rename(d, state.Source, job.Target) }));
        if (state.Retired is { } old)
        {
            steps.Add(new RestoreStep("drop", old) { Sql = Drop(old) });
        }
        return steps;
    }

    public static string Drop(string database) => $"DROP DATABASE IF EXISTS {MySqlNames.Quote(database)}";

    public static string Create(string database, DatabaseProperties properties) => $"CREATE DATABASE {MySqlNames.Quote(database)} {properties.Clause}";

    private string EventSql(Definition definition) => state.KeepsEvents ? definition.Sql : DefinitionText.Disabled(definition);

    /// <summary>A hash lets passwords be tried.</summary>
    private static string Shown(string statement)
    {
        var hash = statement.IndexOf(" AS ", StringComparison.Ordinal);
        return hash < 0 ? statement : $"{statement[..hash]} AS @hash";
    }
}

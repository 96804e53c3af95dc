using System.Data;
using System.Globalization;
using DbaPS.PostgreSql;
using DbaPS.Sql;
using DbaPS.Testing.Servers;
using Npgsql;

namespace DbaPS.Engines.Tests.Sql;

/// <summary>Every embedded script that has columns, on each version: it gives the columns its header says, and it runs in a read-only transaction.</summary>
public abstract class PostgreSqlScriptSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedPostgreSql
{
    private const string Mark = ".before";

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    private static IEnumerable<string> Names => SqlScript.All(typeof(PostgreSqlEngine).Assembly).Where(s => s.Header.Columns.Count > 0).Select(s => s.Name);

    [Theory]
    [MemberData(nameof(PostgreSqlScriptTests.Reading), MemberType = typeof(PostgreSqlScriptTests))]
    public async Task Gives_the_columns_its_header_says(string name)
    {
        var script = SqlScript.Load<PostgreSqlEngine>(name);
        if (!Serves(name, server.Server.Major))
        {
            Assert.Contains(Names, other => other != name && Stem(other) == Stem(name) && Serves(other, server.Server.Major));
            return;
        }
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE SCHEMA \"odd schema\"; CREATE EXTENSION pg_stat_statements SCHEMA \"odd schema\"", database, Token);
        await using var connection = await server.Server.OpenAsync(database, Token);
        await using var command = PostgreSqlDriver.Command(
            connection,
            script.Text.Replace("{schema}", PostgreSqlNames.Quote("odd schema"), StringComparison.Ordinal),
            from declared in script.Header.Params select declared.Split(' ', 2) into parts select (parts[0].TrimStart('@'), (object?)null, (string?)parts[1]));
        await using var readOnly = new NpgsqlCommand("BEGIN TRANSACTION READ ONLY", connection);
        await readOnly.ExecuteNonQueryAsync(Token);

        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, Token);

        Assert.Equal(script.Header.Columns, Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        while (await reader.ReadAsync(Token))
        {
            // Reading every row runs all of it.
        }
        Assert.False(await reader.NextResultAsync(Token));
    }

    /// <summary><c>X.before17.sql</c> serves 16 and older; <c>X.sql</c> beside it the others.</summary>
    private static bool Serves(string name, int major)
    {
        var limits = Names.Where(n => Stem(n) == Stem(name)).Select(Limit).Order();
        return limits.First(limit => major < limit) == Limit(name);
    }

    private static string Stem(string name) => name.IndexOf(Mark, StringComparison.Ordinal) is var at and >= 0 ? name[..at] : name[..^".sql".Length];

    private static int Limit(string name) => name.IndexOf(Mark, StringComparison.Ordinal) is var at and >= 0
        ? int.Parse(name[(at + Mark.Length)..^".sql".Length], CultureInfo.InvariantCulture)
        : int.MaxValue;
}

using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.SqlInvocation;

/// <summary>
/// Runs SQL of the user's. Whether a statement changes something only the server knows, so -WhatIf shows and runs nothing, and
/// nothing else asks. Several servers are worked on at once: their statements are the same and don't wait for each other.
/// </summary>
[Operation("Invoke", "DbaSql", Summary = "Runs SQL and streams its rows as typed objects; loads and writes CSV files.", Output = typeof(DbaRow),
    Requires = [typeof(ISqlRunner), typeof(IBulkCsv)], Changes = true)]
public sealed class InvokeSql : DatabaseOperation<SqlRequest>
{
    public InvokeSql(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override void CheckRequest(SqlRequest request)
    {
        if (request.Into is not null)
        {
            Refuse(request.Csv is null, nameof(request.Into), "it takes the rows of a file: add -Csv.");
            Refuse(request.Query is not null || request.Path.Count > 0, nameof(request.Into), "it takes the rows of -Csv, so there is nothing for -Query or -Path to do.");
            Refuse(!File.Exists(request.Csv), nameof(request.Csv), $"there is no file '{request.Csv}'.");
            return;
        }
        Refuse(string.IsNullOrWhiteSpace(request.Query) && request.Path.Count == 0, nameof(request.Query), "give statements, or script files with -Path.");
        if (request.Csv is not null)
        {
            Refuse(request.Path.Count > 0, nameof(request.Path), "-Csv writes the rows of one query: give it with -Query.");
            Refuse(request.Server.Count > 1 || request.Database.Count > 1, nameof(request.Csv), "one file takes the rows of one database: name one server and one database.");
        }
    }

    protected override bool OneAfterAnother(SqlRequest request) => false;

    protected override async Task RunAsync(SqlRequest request, DatabaseScope scope, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (request.Csv is not null)
        {
            await new CsvTransfer(request, scope, pipeline).RunAsync(cancellationToken);
            return;
        }
        var runner = scope.Require<ISqlRunner>();
        var scripts = await SqlScriptSource.ReadAsync(request, cancellationToken);
        var statements = scripts.Select(s => (Script: s, Statements: s.Split(scope.Session.Dialect, request.Transaction))).ToList();
        var prompt = new ChangePrompt(scope.Database is { } database ? $"{scope.Session.Server} ({database})" : scope.Session.Server.ToString(),
            "Run SQL", string.Join(Environment.NewLine, scripts.Select(s => s.Text)));
        if (await pipeline.ConfirmAsync(prompt, cancellationToken) != ChangeAnswer.Proceed)
        {
            return;
        }
        var options = new SqlRunOptions { Timeout = request.Timeout, Transaction = request.Transaction, OnMessage = message => Say(message, pipeline) };
        await using var channel = await runner.OpenAsync(options, cancellationToken);
        var writer = ResultWriter.For(request, scope);
        var named = request.Path.Count > 0 || statements.Sum(s => s.Statements.Count) > 1;
        var done = 0;
        foreach (var (script, parts) in statements)
        {
            foreach (var statement in parts)
            {
                try
                {
                    await foreach (var result in channel.RunAsync(statement.Text, SqlParameters.Normalise(request.Parameters), cancellationToken))
                    {
                        await writer.WriteAsync(result, pipeline, cancellationToken);
                        if (result.RowsAffected is { } rows)
                        {
                            pipeline.Verbose($"{script.Place(statement.Line)}: {rows} row{(rows == 1 ? "" : "s")} affected.");
                        }
                    }
                    done++;
                }
                catch (DbaException failure) when (named)
                {
                    throw new DbaException(DbaErrors.ScriptStopped(failure.Error, script.Place(statement.Line + (failure.Error.Line ?? 1) - 1), done, request.Transaction));
                }
            }
        }
        await channel.CommitAsync(cancellationToken);
    }

    internal static void Say(SqlMessage message, IPipeline pipeline)
    {
        if (message.IsWarning)
        {
            pipeline.Warning(message.Text);
        }
        else
        {
            pipeline.Verbose(message.Text);
        }
    }

    private static void Refuse(bool wrong, string parameter, string why)
    {
        if (wrong)
        {
            throw new DbaException(DbaErrors.InvalidParameter(parameter, null, why));
        }
    }
}

using DbaPS.SqlInvocation;

namespace DbaPS.Sqlite.SqlInvocation;

/// <summary>Opens channels for statements.</summary>
internal sealed class SqliteSqlRunner(SqliteSession session) : ISqlRunner
{
    public Task<ISqlChannel> OpenAsync(SqlRunOptions options, CancellationToken cancellationToken)
    {
        var link = session.OpenLink(cancellationToken);
        try
        {
            if (options.Transaction)
            {
                link.Execute("BEGIN");
            }
            return Task.FromResult<ISqlChannel>(new SqliteSqlChannel(link, options.Timeout ?? session.Options.StatementTimeout ?? TimeSpan.Zero));
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }
}

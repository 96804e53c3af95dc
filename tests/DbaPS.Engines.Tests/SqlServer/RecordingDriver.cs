using System.Data;
using System.Data.Common;
using DbaPS.SqlServer;
using DbaPS.SqlServer.Connections;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>A driver that sends nothing: it writes down what would be sent, and answers as a test has it.</summary>
internal sealed class RecordingDriver : ISqlServerDriver
{
    private readonly object _gate = new();
    private readonly List<string> _log = [];
    private readonly List<(Func<string, bool> Matches, Func<DataTable> Answer)> _answers = [];

    public Version Version { get; init; } = new(7, 1, 0);

    /// <summary>What was sent, in order. A script stands as its first line.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_gate)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Answers statements that contain a text; the answer given last wins.</summary>
    public RecordingDriver On(string text, string columns, params object?[][] rows) => On(text, () => Table(columns, rows));

    public RecordingDriver On(string text, Func<DataTable> answer)
    {
        _answers.Insert(0, (sql => sql.Contains(text, StringComparison.Ordinal), answer));
        return this;
    }

    /// <summary>Fails statements that contain a text.</summary>
    public RecordingDriver Fail(string text, int number, string message) => On(text, () => throw new RecordedFailure(number, message));

    public static DataTable Table(string columns, params object?[][] rows)
    {
        var table = new DataTable();
        foreach (var (name, i) in columns.Split(", ").Select((n, i) => (n, i)))
        {
            table.Columns.Add(name, rows.Select(r => r[i]).FirstOrDefault(v => v is not null)?.GetType() ?? typeof(string));
        }
        foreach (var row in rows)
        {
            table.Rows.Add([.. row.Select(v => v ?? DBNull.Value)]);
        }
        return table;
    }

    public DbConnection Create(SqlServerLogin login, Action<SqlServerMessage>? onMessage) => new RecordingConnection(this, login.Database ?? "");

    public SqlServerFailure? Explain(Exception failure) => failure is RecordedFailure known ? new SqlServerFailure(known.Number, 16, known.Message, 1, null, [known.Number]) : null;

    public byte[] ReadBytes(DbDataReader reader, int ordinal) => (byte[])reader.GetValue(ordinal);

    public Task BulkCopyAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, DbDataReader rows, TimeSpan timeout, Action<long>? onRows, CancellationToken cancellationToken)
    {
        Write(connection.Database, $"bulk copy to {table} ({string.Join(", ", columns)})");
        return Task.CompletedTask;
    }

    public void ClearPool(SqlServerLogin login)
    {
    }

    internal void Write(string database, string line)
    {
        lock (_gate)
        {
            _log.Add($"{database}> {line}");
        }
    }

    internal DataTable Answer(string sql)
    {
        Func<DataTable>? answer;
        lock (_gate)
        {
            answer = _answers.Find(a => a.Matches(sql)).Answer;
        }
        return answer?.Invoke() ?? new DataTable();
    }

    private sealed class RecordedFailure(int number, string message) : DbException(message)
    {
        public int Number { get; } = number;
    }
}

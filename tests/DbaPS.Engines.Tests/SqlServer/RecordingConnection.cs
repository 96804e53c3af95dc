using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>A connection of a <see cref="RecordingDriver"/>.</summary>
internal sealed class RecordingConnection(RecordingDriver driver, string database) : DbConnection
{
    private ConnectionState _state;

    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => database;

    public override string DataSource => "";

    public override string ServerVersion => "";

    public override ConnectionState State => _state;

    public RecordingDriver Driver => driver;

    public override void Open() => _state = ConnectionState.Open;

    public override void Close() => _state = ConnectionState.Closed;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        driver.Write(database, $"begin transaction {isolationLevel}");
        return new RecordingTransaction(this, isolationLevel);
    }

    protected override DbCommand CreateDbCommand() => new RecordingCommand(this);

    private sealed class RecordingTransaction(RecordingConnection connection, IsolationLevel level) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection DbConnection => connection;

        public override void Commit() => connection.Driver.Write(connection.Database, "commit");

        public override void Rollback() => connection.Driver.Write(connection.Database, "rollback");
    }
}

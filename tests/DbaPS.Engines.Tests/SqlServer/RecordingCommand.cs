using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>A command of a <see cref="RecordingDriver"/>: running it writes it down.</summary>
internal sealed class RecordingCommand(RecordingConnection connection) : DbCommand
{
    // Any provider's parameters do: they are only written down.
    private readonly SqliteCommand _parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery()
    {
        Write();
        connection.Driver.Answer(CommandText);
        return -1;
    }

    public override object? ExecuteScalar() => throw new NotSupportedException();

    protected override DbParameter CreateDbParameter() => _parameters.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        Write();
        return connection.Driver.Answer(CommandText).CreateDataReader();
    }

    protected override void Dispose(bool disposing)
    {
        _parameters.Dispose();
        base.Dispose(disposing);
    }

    private void Write()
    {
        var text = CommandText.StartsWith("-- ", StringComparison.Ordinal) ? CommandText[..CommandText.IndexOf('\n', StringComparison.Ordinal)] : CommandText;
        var values = string.Join(", ", _parameters.Parameters.Cast<DbParameter>().Where(p => p.Value is not DBNull)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.ParameterName} = {p.Value}")));
        connection.Driver.Write(connection.Database, values.Length == 0 ? text : $"{text} [{values}]");
    }
}

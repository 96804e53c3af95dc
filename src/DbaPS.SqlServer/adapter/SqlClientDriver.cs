using System.Data.Common;
using System.Reflection;
using DbaPS.SqlServer.Connections;
using Microsoft.Data.SqlClient;

namespace DbaPS.SqlServer.Adapter;

/// <summary>Microsoft.Data.SqlClient behind the engine's interface.</summary>
internal sealed class SqlClientDriver : ISqlServerDriver
{
    private const int RowsBetweenReports = 65_536;

    /// <summary>The package's: the assembly's own leaves out what follows the major version.</summary>
    public Version Version { get; } = Version.Parse(typeof(SqlConnection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('-', '+')[0]);

    public DbConnection Create(SqlServerLogin login, Action<SqlServerMessage>? onMessage)
    {
        var connection = new SqlConnection(Describe(login).ConnectionString);
        if (login.Token is { } token)
        {
            connection.AccessToken = token.Reveal();
        }
        if (onMessage is not null)
        {
            connection.InfoMessage += (_, e) =>
            {
                foreach (SqlError message in e.Errors)
                {
                    onMessage(new SqlServerMessage(message.Number, message.Class, message.Message));
                }
            };
        }
        return connection;
    }

    public SqlServerFailure? Explain(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqlException answer)
            {
                var first = answer.Errors.Count > 0 ? answer.Errors[0] : null;
                var text = string.Join(" ", answer.Errors.Cast<SqlError>().Select(e => e.Message).Distinct());
                return new SqlServerFailure(answer.Number, answer.Class, text.Length > 0 ? text : answer.Message, first?.LineNumber ?? 0,
                    string.IsNullOrEmpty(first?.Procedure) ? null : first.Procedure, [.. answer.Errors.Cast<SqlError>().Select(e => e.Number)]);
            }
        }
        return null;
    }

    public byte[] ReadBytes(DbDataReader reader, int ordinal) => ((SqlDataReader)reader).GetSqlBytes(ordinal).Value;

    public async Task BulkCopyAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, DbDataReader rows, TimeSpan timeout, Action<long>? onRows, CancellationToken cancellationToken)
    {
        using var bulk = new SqlBulkCopy((SqlConnection)connection, SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers | SqlBulkCopyOptions.KeepNulls, (SqlTransaction)transaction)
        {
            DestinationTableName = table,
            EnableStreaming = true,
            BulkCopyTimeout = (int)Math.Min(Math.Ceiling(timeout.TotalSeconds), int.MaxValue),
        };
        for (var i = 0; i < columns.Count; i++)
        {
            bulk.ColumnMappings.Add(i, columns[i]);
        }
        if (onRows is not null)
        {
            bulk.NotifyAfter = RowsBetweenReports;
            bulk.SqlRowsCopied += (_, e) => onRows(e.RowsCopied);
        }
        await bulk.WriteToServerAsync(rows, cancellationToken);
    }

    public void ClearPool(SqlServerLogin login)
    {
        using var connection = new SqlConnection(Describe(login).ConnectionString);
        SqlConnection.ClearPool(connection);
    }

    private static SqlConnectionStringBuilder Describe(SqlServerLogin login)
    {
        var builder = new SqlConnectionStringBuilder
        {
            DataSource = login.DataSource,
            ApplicationName = login.ApplicationName,
            ConnectTimeout = (int)Math.Clamp(Math.Ceiling(login.ConnectTimeout.TotalSeconds), 0, int.MaxValue),
            TrustServerCertificate = login.TrustsAnyCertificate,
            ApplicationIntent = login.ReadOnlyIntent ? ApplicationIntent.ReadOnly : ApplicationIntent.ReadWrite,
            MultiSubnetFailover = login.MultiSubnetFailover,
            IntegratedSecurity = login.IsIntegrated,
            PersistSecurityInfo = false,
            Pooling = true,
            Enlist = false,
            MultipleActiveResultSets = false,
        };
        if (login.Database is { } database)
        {
            builder.InitialCatalog = database;
        }
        if (!login.IsIntegrated && login.Token is null)
        {
            builder.UserID = login.User ?? "";
            builder.Password = login.Password?.Reveal() ?? "";
        }
        Encrypt(builder, login);
        return builder;
    }

    private static void Encrypt(SqlConnectionStringBuilder builder, SqlServerLogin login)
    {
#if SQLCLIENT_5
        builder.Encrypt = SqlConnectionEncryptOption.Parse(login.Encryption.ToString());
        if (login.HostNameInCertificate is { } host)
        {
            builder.HostNameInCertificate = host;
        }
        if (login.ServerCertificate is { } certificate)
        {
            builder.ServerCertificate = certificate;
        }
#else
        // What this version lacks, the settings have declined before.
        builder.Encrypt = login.Encryption != SqlServerEncryption.Optional;
#endif
    }
}

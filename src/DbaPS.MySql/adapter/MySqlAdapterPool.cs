using System.Data.Common;
using DbaPS.Connections;
using DbaPS.MySql.Drivers;
using MySqlConnector;

namespace DbaPS.MySql.Adapter;

/// <summary>A data source of MySqlConnector.</summary>
internal sealed class MySqlAdapterPool : IMySqlPool
{
    private readonly MySqlDataSource _source;
    private readonly Func<CancellationToken, Task<Secret>>? _passwordSource;

    public MySqlAdapterPool(MySqlPoolOptions options)
    {
        _passwordSource = options.PasswordSource;
        var builder = new MySqlDataSourceBuilder(Describe(options).ConnectionString);
        if (options.Tls != MySqlTls.Never)
        {
            // Without one, the driver encrypts and checks nothing, as the modes Preferred and Required have it.
            if (options.Judge is { } judge)
            {
                builder.UseRemoteCertificateValidationCallback(judge);
            }
            if (options.ClientCertificates is { } certificates)
            {
                builder.UseClientCertificatesCallback(shown =>
                {
                    shown.AddRange(certificates);
                    return default;
                });
            }
        }
        _source = builder.Build();
    }

    public async Task<DbConnection> OpenAsync(Action<MySqlNotice>? onNotice, CancellationToken cancellationToken)
    {
        if (_passwordSource is not null)
        {
            // A token of an hour ago opens nothing.
            _source.Password = (await _passwordSource(cancellationToken)).Reveal();
        }
        var connection = _source.CreateConnection();
        try
        {
            if (onNotice is not null)
            {
                connection.InfoMessage += (_, e) =>
                {
                    foreach (var notice in e.Errors)
                    {
                        onNotice(new MySqlNotice(notice.Level, (int)notice.ErrorCode, notice.Message));
                    }
                };
            }
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<long> LoadAsync(DbConnection connection, MySqlLoad load, CancellationToken cancellationToken)
    {
        var loader = new MySqlBulkLoader((MySqlConnection)connection)
        {
            TableName = load.Table,
            SourceStream = load.Content,
            Local = true,
            CharacterSet = load.CharacterSet,
            FieldTerminator = "\t",
            LineTerminator = "\n",
            EscapeCharacter = '\\',
            Timeout = 0,
        };
        loader.Columns.AddRange(load.Columns);
        loader.Expressions.AddRange(load.Expressions);
        return await loader.LoadAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static MySqlConnectionStringBuilder Describe(MySqlPoolOptions options) => new()
    {
        Server = options.Host,
        ConnectionProtocol = options.IsSocket ? MySqlConnectionProtocol.UnixSocket : MySqlConnectionProtocol.Tcp,
        Port = (uint)options.Port,
        UserID = options.User,
        // The source sets it, and may not beside the connection string.
        Password = options.PasswordSource is null ? options.Password?.Reveal() ?? "" : "",
        Database = options.Database ?? "",
        ConnectionTimeout = (uint)Math.Clamp(Math.Ceiling(options.ConnectTimeout.TotalSeconds), 1, int.MaxValue / 1000),
        // Limits are set on the server and by cancellation.
        DefaultCommandTimeout = 0,
        ApplicationName = options.ProgramName,
        SslMode = options.Tls switch
        {
            MySqlTls.Never => MySqlSslMode.None,
            MySqlTls.Preferred => MySqlSslMode.Preferred,
            _ => MySqlSslMode.Required,
        },
        AllowPublicKeyRetrieval = options.AllowPublicKeyRetrieval,
        ServerRsaPublicKeyFile = options.ServerPublicKeyFile ?? "",
        AllowLoadLocalInfile = options.AllowLocalInfile,
        AllowUserVariables = true,
        AllowZeroDateTime = true,
        AutoEnlist = false,
        CharacterSet = "utf8mb4",
        GuidFormat = MySqlGuidFormat.None,
        TreatTinyAsBoolean = false,
        UseAffectedRows = true,
        ConnectionIdleTimeout = 60,
        NoBackslashEscapes = options.NoBackslashEscapes,
        Keepalive = 60,
        MaximumPoolSize = 200,
    };
}

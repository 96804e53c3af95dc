// The one file that names the driver; the others say PostgreSqlConnection and its relatives.
global using PostgreSqlCommand = Npgsql.NpgsqlCommand;
global using PostgreSqlConnection = Npgsql.NpgsqlConnection;
global using PostgreSqlFailure = Npgsql.PostgresException;
global using PostgreSqlReader = Npgsql.NpgsqlDataReader;
global using PostgreSqlTransaction = Npgsql.NpgsqlTransaction;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.PostgreSql.Connections;
using Npgsql;

namespace DbaPS.PostgreSql;

/// <summary>Npgsql's data source for one login and one database, set up by our rules: a pool of connections.</summary>
internal sealed class PostgreSqlDriver : IAsyncDisposable
{
    /// <summary>Set at the start of every connection, so they outlive the pool's RESET and win over settings of role and database.</summary>
    private static readonly string[] Preamble = ["DateStyle=ISO", "IntervalStyle=postgres", "bytea_output=hex", "extra_float_digits=1", "standard_conforming_strings=on"];

    private readonly ConnectionSettings _settings;
    private readonly X509Certificate2Collection? _roots;
    private readonly X509Certificate2Collection? _client;
    private readonly NpgsqlDataSource _source;
    private string? _certificateProblem;

    public PostgreSqlDriver(ConnectionSettings settings)
    {
        _settings = settings;
        var builder = new NpgsqlDataSourceBuilder(Describe(settings).ConnectionString);
        if (!settings.IsSocket && settings.TlsMode != TlsMode.Disable)
        {
            _roots = settings.RootCertificate is { } root ? CertificateFiles.Authorities(root) : null;
            _client = settings.ClientCertificate is { } file ? CertificateFiles.Client(file, settings.ClientKey, settings.KeyPassword) : null;
            builder.UseSslClientAuthenticationOptionsCallback(Secure);
        }
        _source = builder.Build();
    }

    /// <summary>What was wrong with the certificate the server last showed; null when nothing was.</summary>
    public string? CertificateProblem => _certificateProblem;

    public static ServerAddress ParseConnectionString(string text)
    {
        NpgsqlConnectionStringBuilder given;
        try
        {
            given = new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException failure)
        {
            // The driver's message names the keyword and never its value.
            throw new DbaException(DbaErrors.MalformedAddress("(connection string)", failure.Message) with { Cause = null });
        }
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add("application_name", given.ApplicationName);
        Add("options", given.Options);
        Add("passfile", given.Passfile);
        Add("sslcert", given.SslCertificate);
        Add("sslkey", given.SslKey);
        Add("sslpassword", given.SslPassword);
        Add("sslrootcert", given.RootCertificate);
        Add("sslmode", given.ContainsKey("SSL Mode") ? given.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        } : null);
        Add("connect_timeout", given.ContainsKey("Timeout") ? given.Timeout.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        return new ServerAddress
        {
            Scheme = "pg",
            Host = given.Host ?? "",
            Port = given.ContainsKey("Port") ? given.Port : null,
            Database = given.Database,
            User = given.Username,
            Options = options,
        }.WithPassword(given.Password is { } password ? new Secret(password) : null);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                options[name] = value;
            }
        }
    }

    /// <summary>A pooled connection, with the server's messages going to <paramref name="onMessage"/>.</summary>
    public async Task<NpgsqlConnection> OpenAsync(Action<string>? onMessage, CancellationToken cancellationToken)
    {
        var connection = _source.CreateConnection();
        try
        {
            if (onMessage is not null)
            {
                connection.Notice += (_, e) => onMessage($"{e.Notice.Severity}: {e.Notice.MessageText}");
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

    /// <summary>A command with values for <c>@name</c>; a null is sent typed as the script's header says it.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string text, IEnumerable<(string Name, object? Value, string? Type)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is an embedded script's; values travel as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value, type) in parameters)
        {
            var parameter = new NpgsqlParameter(name, value ?? DBNull.Value);
            if (type is not null)
            {
                parameter.DataTypeName = type;
            }
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>A command over one statement with values for <c>$1, $2 …</c>; an untyped one is a text whose type the server finds.</summary>
    public static NpgsqlCommand Positional(NpgsqlConnection connection, string text, IReadOnlyList<object?> values, Func<int, bool> untyped)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is the user's own; values travel as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var i = 0; i < values.Count; i++)
        {
            var parameter = new NpgsqlParameter { Value = values[i] ?? DBNull.Value };
            if (untyped(i))
            {
                parameter.NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown;
            }
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Runs one statement without values just as it stands: the driver splits the text of a command at semicolons, but not that of a batch.</summary>
    public static async Task<NpgsqlDataReader> ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(text));
        return await batch.ExecuteReaderAsync(cancellationToken);
    }

    /// <summary>Runs COPY … FROM STDIN with what <paramref name="send"/> writes. When that fails, the server keeps nothing.</summary>
    public static async Task CopyInAsync(NpgsqlConnection connection, string copy, Func<Stream, Task> send, CancellationToken cancellationToken)
    {
        var writer = (NpgsqlCopyTextWriter)await connection.BeginTextImportAsync(copy, cancellationToken);
        try
        {
            await send(writer.BaseStream);
        }
        catch
        {
            // Disposing would end the data in good order, and so keep a part of it.
            await AbandonAsync(writer.CancelAsync);
            throw;
        }
        await writer.DisposeAsync();
    }

    /// <summary>Runs COPY … TO STDOUT and lets <paramref name="receive"/> read what comes.</summary>
    public static async Task CopyOutAsync(NpgsqlConnection connection, string copy, Func<Stream, Task> receive, CancellationToken cancellationToken)
    {
        var reader = (NpgsqlCopyTextReader)await connection.BeginTextExportAsync(copy, cancellationToken);
        try
        {
            await receive(reader.BaseStream);
        }
        catch
        {
            await AbandonAsync(reader.CancelAsync);
            throw;
        }
        reader.Dispose();
    }

    /// <summary>Tells the server that a COPY is over. The failure that led here says more than one of the telling.</summary>
    private static async Task AbandonAsync(Func<Task> cancel)
    {
        try
        {
            await cancel();
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // It had ended already.
        }
    }

    /// <summary>A column's type as the server numbers it, and its elements' where it is an array.</summary>
    public static (uint Type, uint? Element) TypeOf(NpgsqlDataReader reader, int ordinal) =>
        (reader.GetDataTypeOID(ordinal), reader.GetPostgresType(ordinal) is Npgsql.PostgresTypes.PostgresArrayType { Element.OID: var element } ? element : null);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        foreach (var certificate in (IEnumerable<X509Certificate2>)[.. _roots ?? [], .. _client ?? []])
        {
            certificate.Dispose();
        }
    }

    private static NpgsqlConnectionStringBuilder Describe(ConnectionSettings settings)
    {
        var address = settings.Address;
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port!.Value,
            Username = address.User,
            Database = address.Database,
            Timeout = (int)Math.Clamp(Math.Ceiling(settings.ConnectTimeout.TotalSeconds), 0, 1024),
            // The server's statement_timeout rules: it also ends what the client has lost sight of.
            CommandTimeout = 0,
            ApplicationName = settings.ApplicationName,
            Timezone = "UTC",
            ClientEncoding = "UTF8",
            Options = ServerOptions(settings),
            SslMode = settings.IsSocket ? SslMode.Disable : settings.TlsMode switch
            {
                TlsMode.Disable => SslMode.Disable,
                _ when settings.IsRelaxed => SslMode.Prefer,
                // Checked in Secure: the driver's own verification doesn't say what is wrong with a certificate.
                _ => SslMode.Require,
            },
            GssEncryptionMode = GssEncryptionMode.Disable,
            IncludeErrorDetail = true,
            IncludeFailedBatchedCommand = true,
            ConnectionIdleLifetime = 60,
            TcpKeepAlive = true,
            // Bulk reads: the driver's 8 KiB cost a system call every few rows.
            ReadBufferSize = 1 << 16,
            Enlist = false,
        };
        if (settings.Password is { } password)
        {
            builder.Password = password.Reveal();
        }
        if (settings.PasswordFile is { } file)
        {
            builder.Passfile = file;
        }
        try
        {
            Set(settings.ChannelBinding, "Channel Binding");
            Set(settings.RequireAuthentication, "Require Auth");
            Set(settings.TlsNegotiation, "SSL Negotiation");
        }
        catch (ArgumentException failure)
        {
            throw new DbaException(DbaErrors.MalformedAddress(address.ToString(), failure.Message));
        }
        return builder;

        void Set(string? value, string keyword)
        {
            if (value is not null)
            {
                builder[keyword] = value;
            }
        }
    }

    private static string ServerOptions(ConnectionSettings settings)
    {
        var options = settings.Options;
        var set = Preamble.Append(Milliseconds("statement_timeout", options.StatementTimeout));
        if (options.LockTimeout > TimeSpan.Zero)
        {
            set = set.Append(Milliseconds("lock_timeout", options.LockTimeout));
        }
        if (options.ReadOnly)
        {
            set = set.Append("default_transaction_read_only=on");
        }
        // Ours come last, so they win over what the user passes on.
        return string.Join(' ', set.Select(setting => $"-c {setting}").Prepend(settings.ServerOptions ?? "").Where(part => part.Length > 0));

        static string Milliseconds(string name, TimeSpan time) =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}={(long)Math.Min(Math.Ceiling(time.TotalMilliseconds), int.MaxValue)}");
    }

    private void Secure(SslClientAuthenticationOptions tls)
    {
        tls.TargetHost = _settings.Address.Host;
        tls.CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (_roots is not null)
        {
            tls.CertificateChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(_roots);
        }
        if (_client is { Count: > 0 })
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(_client[0], _client, offline: true);
        }
        tls.RemoteCertificateValidationCallback = (_, certificate, chain, problems) =>
        {
            _certificateProblem = null;
            if (_settings.TlsMode == TlsMode.Require || _settings.IsRelaxed)
            {
                return true;
            }
            if (_settings.TlsMode == TlsMode.VerifyCA)
            {
                problems &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
            }
            if (problems == SslPolicyErrors.None)
            {
                return true;
            }
            _certificateProblem = CertificateFiles.Explain(problems, certificate, chain, _settings.Address.Host);
            return false;
        };
    }
}

// The one file that names the driver; the others say PostgreSqlConnection and its relatives.
global using PostgreSqlCommand = Npgsql.NpgsqlCommand;
global using PostgreSqlConnection = Npgsql.NpgsqlConnection;
global using PostgreSqlFailure = Npgsql.PostgresException;
global using PostgreSqlReader = Npgsql.NpgsqlDataReader;
global using PostgreSqlTransaction = Npgsql.NpgsqlTransaction;
using System.Collections.Concurrent;
using System.Data;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.PostgreSql.Connections;
using DbaPS.SlowQueries;
using Npgsql;

namespace DbaPS.PostgreSql;

/// <summary>Npgsql's data source for one login and one database, set up by our rules: a pool of connections.</summary>
internal sealed class PostgreSqlDriver : IAsyncDisposable
{
    /// <summary>Set at the start of every connection, so they outlive the pool's RESET and win over settings of role and database.</summary>
    private static readonly string[] Preamble = ["DateStyle=ISO", "IntervalStyle=postgres", "bytea_output=hex", "extra_float_digits=1", "standard_conforming_strings=on"];

    /// <summary>The server's processes behind the connections of the pool: one met again has lain there.</summary>
    private readonly ConcurrentDictionary<int, bool> _met = new();

    private readonly ServerTrust? _trust;
    private readonly NpgsqlDataSource _source;

    public PostgreSqlDriver(ConnectionSettings settings)
    {
        var builder = new NpgsqlDataSourceBuilder(Describe(settings).ConnectionString);
        if (!settings.IsSocket && settings.TlsMode != TlsMode.Disable)
        {
            _trust = new ServerTrust(settings);
            builder.UseSslClientAuthenticationOptionsCallback(_trust.Apply);
        }
        if (settings.Options.PasswordSource is { } source)
        {
            // Each new connection of the pool asks again: a token of an hour ago opens nothing.
            builder.UsePasswordProvider(
                _ => throw new NotSupportedException("Connections are opened asynchronously."),
                async (_, token) => (await source(token)).Reveal());
        }
        _source = builder.Build();
    }

    /// <summary>Why the certificate the server last showed was refused; null when it was not.</summary>
    public CertificateRefusal? CertificateRefusal => _trust?.Refusal;

    /// <summary>The keywords a connection string gives, by their usual names.</summary>
    /// <exception cref="DbaException">A keyword is unknown or can't have its value; the message holds no value.</exception>
    public static IReadOnlyDictionary<string, string> ReadConnectionString(string text)
    {
        try
        {
            var given = new NpgsqlConnectionStringBuilder(text);
            return given.Keys.Cast<string>().ToDictionary(
                key => key, key => Convert.ToString(given[key], System.Globalization.CultureInfo.InvariantCulture) ?? "", StringComparer.OrdinalIgnoreCase);
        }
        catch (ArgumentException failure)
        {
            throw new DbaException(DbaErrors.MalformedAddress("(connection string)",
                failure.ParamName is { Length: > 0 } keyword ? $"its keyword '{keyword}' is unknown or can't have that value." : "it is not written keyword=value;…"));
        }
    }

    /// <summary>A pooled connection, with the server's messages going to <paramref name="onMessage"/>.</summary>
    public async Task<NpgsqlConnection> OpenAsync(Action<string>? onMessage, CancellationToken cancellationToken)
    {
        var connection = await TakeAsync(onMessage, cancellationToken);
        if (_met.TryAdd(connection.ProcessID, true) || await AnswersAsync(connection, cancellationToken))
        {
            return connection;
        }
        // The server was restarted or ended the session while the connection lay in the pool; so it may be with the others there.
        await connection.DisposeAsync();
        _source.Clear();
        return await TakeAsync(onMessage, cancellationToken);
    }

    /// <summary>A command with values for <c>@name</c>; a null is sent typed as the script's header says it.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string text, IEnumerable<(string Name, object? Value, string? Type)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is an embedded script's; values travel as parameters.
        command.CommandText = StatementMark.Add(text);
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
    public static async Task<NpgsqlDataReader> ExecuteAsync(
        NpgsqlConnection connection, string text, CancellationToken cancellationToken, CommandBehavior behavior = CommandBehavior.Default)
    {
        // The batch is in use until its reader is closed. It holds nothing, and the connection's own would come back too soon.
#pragma warning disable CA2000, CA2100 // A batch command goes to the server unparsed; values never stand in its text.
        var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(text) } };
#pragma warning restore CA2000, CA2100
        return await batch.ExecuteReaderAsync(behavior, cancellationToken);
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
        _trust?.Dispose();
    }

    private async Task<NpgsqlConnection> TakeAsync(Action<string>? onMessage, CancellationToken cancellationToken)
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

    /// <summary>One round trip that tells whether anybody is at the other end.</summary>
    private static async Task<bool> AnswersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            // An empty statement, so that it does not stand among those the server counts.
            await (await ExecuteAsync(connection, "--", cancellationToken)).DisposeAsync();
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or ObjectDisposedException)
        {
            return false;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
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
                // Checked by ServerTrust: the driver's own verification doesn't say what is wrong with a certificate.
                _ => SslMode.Require,
            },
            GssEncryptionMode = GssEncryptionMode.Disable,
            // The password file was read by our own rules already: the driver would also take one that others can read.
            Passfile = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
            IncludeErrorDetail = true,
            IncludeFailedBatchedCommand = true,
            ConnectionIdleLifetime = 60,
            TcpKeepAlive = true,
            // Bulk reads: the driver's 8 KiB cost a system call every few rows.
            ReadBufferSize = 1 << 16,
            Enlist = false,
        };
        if (settings.Options.PasswordSource is not null)
        {
            // Each connection asks the source; the driver takes no file beside it.
            builder.Passfile = null;
        }
        else if (settings.FindPassword() is { } password)
        {
            builder.Password = password.Reveal();
        }
        try
        {
            Set(settings.ChannelBinding, "Channel Binding");
            Set(settings.RequireAuthentication, "Require Auth");
            Set(settings.TlsNegotiation, "SSL Negotiation");
            Set(settings.GssEncryption, "GSS Encryption Mode");
            Set(settings.KerberosService, "Kerberos Service Name");
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
        var set = Preamble.Append(Milliseconds("statement_timeout", options.StatementTimeout ?? TimeSpan.Zero));
        if (options.LockTimeout is { } wait && wait > TimeSpan.Zero)
        {
            set = set.Append(Milliseconds("lock_timeout", wait));
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
}

// The one file that names the driver and the library under it; the others say SqliteConnection, SqliteApi and their relatives.
global using delegate_progress = SQLitePCL.delegate_progress;
global using sqlite3 = SQLitePCL.sqlite3;
global using sqlite3_stmt = SQLitePCL.sqlite3_stmt;
global using SqliteApi = SQLitePCL.raw;
global using SqliteCommand = Microsoft.Data.Sqlite.SqliteCommand;
global using SqliteConnection = Microsoft.Data.Sqlite.SqliteConnection;
global using SqliteDataReader = Microsoft.Data.Sqlite.SqliteDataReader;
global using SqliteException = Microsoft.Data.Sqlite.SqliteException;
using System.Globalization;
using System.Runtime.CompilerServices;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.Sqlite;

/// <summary>Opens connections with Microsoft.Data.Sqlite and its own native library.</summary>
internal static class SqliteDriver
{
    /// <summary>The native library the part brings, by the name the loader knows it.</summary>
    public const string Library = "e_sqlite3";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The native library belongs to this part's load context, so it is chosen when the part is loaded.")]
    internal static void ChooseLibrary() => SQLitePCL.Batteries_V2.Init();

    public static string Version => SqliteApi.sqlite3_libversion().utf8_to_string();

    /// <summary>A connection that is open. It is not pooled: a file must be free as soon as nobody works on it.</summary>
    public static SqliteConnection Open(SqliteLocation location, string? memoryName)
    {
        var connection = new SqliteConnection(ConnectionString(location, memoryName));
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static ServerAddress ReadConnectionString(string connectionString)
    {
        Microsoft.Data.Sqlite.SqliteConnectionStringBuilder settings;
        try
        {
            settings = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException failure)
        {
            throw new DbaException(DbaErrors.MalformedAddress("(connection string)", failure.Message));
        }
        if (settings.DataSource.Length == 0)
        {
            throw new DbaException(DbaErrors.MalformedAddress("(connection string)", "it has no Data Source."));
        }
        if (settings.Password.Length > 0)
        {
            throw new DbaException(DbaErrors.Declined("An encrypted database", "SQLite", "the library DbaPS brings has no encryption.", "Open it with the program that encrypts it, and export it from there."));
        }
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            // A driver's connection string makes a missing file unless it says otherwise.
            ["mode"] = settings.Mode switch { Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly => "ro", Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite => "rw", _ => "rwc" },
        };
        if (settings.Cache == Microsoft.Data.Sqlite.SqliteCacheMode.Shared)
        {
            options["cache"] = "shared";
        }
        return new ServerAddress
        {
            Scheme = "sqlite",
            Path = settings.Mode == Microsoft.Data.Sqlite.SqliteOpenMode.Memory ? SqliteLocation.MemoryPath : settings.DataSource,
            Options = options,
        };
    }

    private static string ConnectionString(SqliteLocation location, string? memoryName)
    {
        var settings = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder
        {
            Pooling = false,
            // Locks are waited for in the busy handler, which hears a cancellation; the driver's own waiting, in whole seconds, does not.
            DefaultTimeout = 1,
        };
        if (location.IsMemory)
        {
            settings.DataSource = $"file:/{memoryName}?vfs=memdb";
        }
        else if (location.Immutable)
        {
            settings.DataSource = $"file:{EscapePath(location.Path)}?immutable=1";
            settings.Mode = Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly;
        }
        else
        {
            settings.DataSource = location.Path;
            settings.Mode = location.Mode switch
            {
                SqliteOpenMode.ReadOnly => Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly,
                SqliteOpenMode.ReadWrite => Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite,
                _ => Microsoft.Data.Sqlite.SqliteOpenMode.ReadWriteCreate,
            };
        }
        if (location.SharedCache)
        {
            settings.Cache = Microsoft.Data.Sqlite.SqliteCacheMode.Shared;
        }
        return settings.ConnectionString;
    }

    private static string EscapePath(string path)
    {
        var slashed = OperatingSystem.IsWindows() ? "/" + path.Replace('\\', '/') : path;
        return string.Join('/', slashed.Split('/').Select(Uri.EscapeDataString));
    }

    /// <summary>The code of SQLite's that an exception carries, extended; null for another exception.</summary>
    public static (int Code, string Message)? Failure(Exception exception) => exception is SqliteException failure
        ? (failure.SqliteExtendedErrorCode, Trim(failure.Message))
        : null;

    /// <summary>The driver wraps SQLite's sentence: <c>SQLite Error 1: 'no such table: t'.</c></summary>
    private static string Trim(string message)
    {
        var start = message.IndexOf(": '", StringComparison.Ordinal);
        return message.StartsWith("SQLite Error ", StringComparison.Ordinal) && start > 0 && message.EndsWith("'.", StringComparison.Ordinal)
            ? message[(start + 3)..^2]
            : message;
    }

    internal static string NativeCode(int code) => code.ToString(CultureInfo.InvariantCulture);
}

using System.Data.Common;

namespace DbaPS.MySql.Drivers;

/// <summary>Connections of one login, used again after they are disposed of; session settings are the server's own again then.</summary>
public interface IMySqlPool : IAsyncDisposable
{
    /// <param name="onNotice">Receives what the server notes beside a statement's result: its warnings.</param>
    Task<DbConnection> OpenAsync(Action<MySqlNotice>? onNotice, CancellationToken cancellationToken);

    /// <summary>Loads rows from a stream. The server may ask for its bytes and for no file of this machine.</summary>
    /// <param name="connection">One of this pool's, which must have been made with <see cref="MySqlPoolOptions.AllowLocalInfile"/>.</param>
    /// <returns>Rows the server says it loaded; what did not fit are warnings, as LOAD DATA LOCAL has it.</returns>
    Task<long> LoadAsync(DbConnection connection, MySqlLoad load, CancellationToken cancellationToken);
}

using System.Data.Common;

namespace DbaPS.MySql.Drivers;

/// <summary>
/// All that DbaPS needs of a driver for MySQL and MariaDB beyond ADO.NET's base classes. An adapter, a project of its own
/// compiled against the driver's package, implements it, so that a missing package costs only connecting.
/// </summary>
public interface IMySqlDriver
{
    /// <summary>The driver's name and version, for messages.</summary>
    string Name { get; }

    /// <summary>Why the driver can't do something; null when it can.</summary>
    string? Lacks(MySqlDriverFeature feature);

    /// <summary>A pool of connections for one login. Nothing is opened yet.</summary>
    IMySqlPool CreatePool(MySqlPoolOptions options);

    /// <summary>What the server answered; null when the failure came before an answer, or is none of the driver's.</summary>
    MySqlFailure? FailureOf(Exception failure);

    /// <summary>The type of a column of the reader's current result.</summary>
    MySqlColumnType TypeOf(DbDataReader reader, int ordinal);

    /// <summary>The cell of a date, datetime or timestamp column, however impossible as a date. Not NULL.</summary>
    MySqlMoment MomentAt(DbDataReader reader, int ordinal);

    /// <summary>The cell of a decimal column with all its digits. Not NULL.</summary>
    string DecimalAt(DbDataReader reader, int ordinal);
}

namespace DbaPS.MySql;

/// <summary>Which of the two a server is. They share a protocol and much SQL; what differs is asked of this.</summary>
internal enum MySqlDialect
{
    MySql,
    MariaDb,
}

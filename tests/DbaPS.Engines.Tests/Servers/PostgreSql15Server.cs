namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql15Server() : PostgreSqlServerSpec(15);

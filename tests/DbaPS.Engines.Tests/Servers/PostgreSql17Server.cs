namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql17Server() : PostgreSqlServerSpec(17);

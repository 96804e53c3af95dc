namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql16Server() : PostgreSqlServerSpec(16);

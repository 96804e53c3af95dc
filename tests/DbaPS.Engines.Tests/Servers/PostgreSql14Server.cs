namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql14Server() : PostgreSqlServerSpec(14);

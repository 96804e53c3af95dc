namespace DbaPS.Engines.Tests.Servers;

public sealed class PostgreSql18Server() : PostgreSqlServerSpec(18);

using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql15Restore(PostgreSql15 server) : RestoreSpec<PostgreSql15>(server);

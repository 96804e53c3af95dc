using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql18Restore(PostgreSql18 server) : RestoreSpec<PostgreSql18>(server);

using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSql14Restore(PostgreSql14 server) : RestoreSpec<PostgreSql14>(server);

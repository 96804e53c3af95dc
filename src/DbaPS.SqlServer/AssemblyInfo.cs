using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DbaPS.SqlServer.Adapter")]
[assembly: InternalsVisibleTo("DbaPS.Engines.Tests")]

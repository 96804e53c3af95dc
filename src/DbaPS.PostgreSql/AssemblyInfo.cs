using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DbaPS.Engines.Tests")]
[assembly: InternalsVisibleTo("DbaPS.Benchmarks")]

using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DbaPS.Engines.Tests")]

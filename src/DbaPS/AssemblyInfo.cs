using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DbaPS.Tests")]

using System.Globalization;

namespace DbaPS.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        // What is printed does not depend on where it is printed.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        using var terminal = new Terminal();
        return (int)await new Application(terminal).RunAsync(arguments);
    }
}

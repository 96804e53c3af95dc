namespace DbaPS.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var terminal = new Terminal();
        return (int)await new Application(terminal).RunAsync(arguments);
    }
}

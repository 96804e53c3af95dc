using DbaPS.Errors;
using DbaPS.Parts;

namespace DbaPS.SqlServer;

/// <summary>The one file that names the driver's package.</summary>
internal static class SqlServerDriver
{
    public const string Package = "Microsoft.Data.SqlClient";

    /// <summary>The first version that takes a server's certificate as a file (ServerCertificate), and that knows TDS 8 (Encrypt=Strict).</summary>
    public static readonly Version Pins = new(5, 1);

    /// <summary>The first version that holds every certificate against that file. Older ones take any of a trusted authority without looking: https://github.com/dotnet/SqlClient/pull/4445.</summary>
    public static readonly Version Compares = new(7, 1);

    private static readonly Lazy<ISqlServerDriver> Adapter = new(() => DriverAdapter.Load<ISqlServerDriver>(SqlServerEngine.Name, Package));

    /// <exception cref="Errors.DbaException">The adapter was not built.</exception>
    public static ISqlServerDriver Installed => Adapter.Value;

    /// <summary>The driver's version; where none was built, the one that is wanted: looking at a server takes no driver.</summary>
    public static Version Version
    {
        get
        {
            try
            {
                return Installed.Version;
            }
            catch (DbaException)
            {
                return Compares;
            }
        }
    }
}

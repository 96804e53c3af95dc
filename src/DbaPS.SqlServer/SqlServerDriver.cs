using DbaPS.Errors;
using DbaPS.Parts;

namespace DbaPS.SqlServer;

/// <summary>The one file that names the driver's package.</summary>
internal static class SqlServerDriver
{
    public const string Package = "Microsoft.Data.SqlClient";

    /// <summary>The first version that can pin a server's certificate, and that knows TDS 8 (Encrypt=Strict).</summary>
    public static readonly Version Pins = new(5, 1);

    /// <summary>What this copy is made for.</summary>
    private static readonly Version Wanted = new(7, 1);

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
                return Wanted;
            }
        }
    }
}

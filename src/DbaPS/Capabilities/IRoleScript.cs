using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Capabilities;

/// <summary>Writes the script of a login that may do what DbaPS needs and no more.</summary>
[Description("writing the script of a least-privilege login")]
public interface IRoleScript : ICapability
{
    /// <param name="role">The login's name.</param>
    /// <param name="cmdlets">The cmdlets it is to run.</param>
    /// <returns>Statements with comments, for an administrator to run in this database; without a password.</returns>
    Task<string> WriteAsync(string role, IReadOnlyCollection<string> cmdlets, CancellationToken cancellationToken);
}

using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.SqlInvocation;

[Description("running SQL")]
public interface ISqlRunner : ICapability
{
    /// <summary>A connection for statements that follow each other, for the caller alone.</summary>
    Task<ISqlChannel> OpenAsync(SqlRunOptions options, CancellationToken cancellationToken);
}

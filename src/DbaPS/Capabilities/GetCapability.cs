using DbaPS.Connections;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Capabilities;

/// <summary>Which cmdlets work here with this login, and the statements that make the rest work.</summary>
[Operation("Get", "DbaCapability", Summary = "Tells which cmdlets work on this server with this login, and the exact grants, extensions and settings the others need.",
    Output = typeof(DbaCapability), Requires = [typeof(ICapabilityProbe)])]
public sealed class GetCapability : ServerOperation<CapabilityRequest>
{
    public GetCapability(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(CapabilityRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (request.AsScript)
        {
            var wanted = OperationCatalog.All.Where(o => NamePattern.Matches(request.Cmdlet, o.Name)).Select(o => o.Name).ToList();
            await pipeline.WriteAsync(await session.Require<IRoleScript>().WriteAsync(request.Role, wanted, cancellationToken), cancellationToken);
            return;
        }
        var needs = new List<CapabilityNeed>();
        await foreach (var need in session.Require<ICapabilityProbe>().ProbeAsync(cancellationToken))
        {
            needs.Add(need);
        }
        foreach (var operation in OperationCatalog.All.Where(o => o.Attribute.Requires.Length > 0 && NamePattern.Matches(request.Cmdlet, o.Name)))
        {
            await pipeline.WriteAsync(Describe(operation, session, needs), cancellationToken);
        }
    }

    private static DbaCapability Describe(OperationDescriptor operation, DbaSession session, List<CapabilityNeed> needs)
    {
        var table = session.EngineImplementation.Capabilities;
        var declined = operation.Attribute.Requires.Where(table.Declined.ContainsKey).Select(c => table.Declined[c]).ToList();
        var missing = needs.Where(n => operation.Attribute.Requires.Contains(n.Capability)).ToList();
        var statements = missing.Where(n => n.FixSql is not null).Select(n => n.FixSql!).Distinct().ToList();
        return new DbaCapability(session.Origin())
        {
            Cmdlet = operation.Name,
            Available = declined.Count == 0 && !missing.Any(n => n.Blocking),
            Reason = declined.Count > 0 ? string.Join(" ", declined.Select(d => d.Reason)) : missing.Count > 0 ? string.Join("; ", missing.Select(n => n.Need)) : null,
            Needs = [.. declined.Select(d => d.Advice), .. missing.Select(n => n.Need)],
            GrantSql = statements.Count == 0 ? null : string.Join(Environment.NewLine, statements),
        };
    }
}

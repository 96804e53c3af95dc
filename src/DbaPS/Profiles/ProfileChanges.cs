using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Pipeline;

namespace DbaPS.Profiles;

/// <summary>Asks, changes the file, and tells what came of it.</summary>
internal static class ProfileChanges
{
    /// <param name="work">Writes the file.</param>
    public static async Task RunAsync(
        string action, DbaServerProfile profile, ProfileStore store, IPipeline pipeline, Func<Task> work, CancellationToken cancellationToken, string? sql = null)
    {
        var started = DateTimeOffset.UtcNow;
        var answer = await pipeline.ConfirmAsync(new ChangePrompt($"{profile.Name} ({profile.Address}) in {store.Location}", $"{action} the server", sql), cancellationToken);
        var status = answer switch { ChangeAnswer.Proceed => ChangeStatus.Done, ChangeAnswer.WhatIf => ChangeStatus.WhatIf, _ => ChangeStatus.Declined };
        if (status == ChangeStatus.Done)
        {
            await work();
        }
        var reference = new ServerReference(ServerAddress.Parse(profile.Address).ToString(), Guid.Empty) { Profile = profile.Name };
        await pipeline.WriteAsync(
            new DbaProfileChange(new ObjectOrigin(new EngineId(profile.Engine), default, reference, null, DateTimeOffset.UtcNow))
            {
                Name = profile.Name,
                Profile = profile,
                Action = $"{action}Server",
                Sql = sql ?? "",
                Status = status,
                StartedAt = started,
                Duration = DateTimeOffset.UtcNow - started,
            },
            cancellationToken);
    }
}

using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;

namespace DbaPS.Servers;

/// <summary>The checks of one server as they are made.</summary>
internal sealed class CheckList
{
    private readonly List<DbaServerCheck> _checks = [];

    public CheckList(ObjectOrigin origin) => Origin = origin;

    /// <summary>The server as far as it is known by now.</summary>
    public ObjectOrigin Origin { get; set; }

    public IReadOnlyList<DbaServerCheck> Checks => _checks;

    public void Add(string check, ServerCheckStatus status, string? value, string? detail = null, string? advice = null, TimeSpan? duration = null, ServerCertificate? certificate = null) =>
        _checks.Add(new DbaServerCheck(Origin with { CollectedAt = DateTimeOffset.UtcNow })
        {
            Check = check,
            Status = status,
            Value = value,
            Detail = detail,
            Advice = advice,
            Duration = duration,
            Certificate = certificate,
        });

    /// <summary>Takes over what was found apart.</summary>
    public void Add(CheckList other) => _checks.AddRange(other.Checks);

    /// <summary>Makes a check; a failure is its result.</summary>
    /// <returns>True when it went through.</returns>
    public async Task<bool> TryAsync(string check, Func<Task> make, CancellationToken cancellationToken)
    {
        try
        {
            await make();
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var error = DbaErrors.Unexpected(failure);
            Add(check, ServerCheckStatus.Failed, error.Id, error.Message, error.RecommendedAction);
            return false;
        }
    }
}

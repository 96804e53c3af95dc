using System.Reflection;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.Engines;

/// <summary>What an engine can do and, for the rest, why not: one line per capability.</summary>
public sealed class CapabilityTable
{
    private readonly Dictionary<Type, Func<IEngineSession?, ICapability>> _offers = [];
    private readonly Dictionary<Type, DeclinedCapability> _declined = CapabilityNames.All
        .Select(c => (Capability: c, Usual: c.GetCustomAttribute<UsuallyDeclinedAttribute>()))
        .Where(c => c.Usual is not null)
        .ToDictionary(c => c.Capability, c => new DeclinedCapability(c.Usual!.Reason, c.Usual.Advice));

    /// <summary>The capabilities this engine has.</summary>
    public IReadOnlyCollection<Type> Offered => _offers.Keys;

    /// <summary>The capabilities it declines, with reason and advice.</summary>
    public IReadOnlyDictionary<Type, DeclinedCapability> Declined => _declined;

    /// <summary>A capability that works within a session.</summary>
    public CapabilityTable Offer<T, TSession>(Func<TSession, T> make)
        where T : class, ICapability
        where TSession : class, IEngineSession
    {
        _offers.Add(typeof(T), session => make((TSession)(session ?? throw new InvalidOperationException($"{typeof(T).Name} needs a session."))));
        _declined.Remove(typeof(T));
        return this;
    }

    /// <summary>A capability of the engine itself, which needs no session.</summary>
    public CapabilityTable Offer<T>(T instance)
        where T : class, ICapability
    {
        _offers.Add(typeof(T), _ => instance);
        _declined.Remove(typeof(T));
        return this;
    }

    /// <summary>Says why the engine can't, and what to do instead.</summary>
    public CapabilityTable Decline<T>(string reason, string advice)
        where T : class, ICapability
    {
        _declined[typeof(T)] = new DeclinedCapability(reason, advice);
        return this;
    }

    internal bool TryGet<T>(IEngineSession? session, out T? capability)
        where T : class, ICapability
    {
        capability = _offers.TryGetValue(typeof(T), out var make) ? (T)make(session) : null;
        return capability is not null;
    }

    internal T Require<T>(IEngineSession? session, string engineName)
        where T : class, ICapability
    {
        if (TryGet<T>(session, out var capability))
        {
            return capability!;
        }
        var declined = _declined.TryGetValue(typeof(T), out var why)
            ? why
            : throw new InvalidOperationException($"{engineName} neither offers nor declines {typeof(T).Name}.");
        throw new DbaException(DbaErrors.Declined(CapabilityNames.Of(typeof(T)), engineName, declined.Reason, declined.Advice));
    }
}

namespace DbaPS.Engines;

/// <summary>
/// Marks an interface of one to three methods that an engine offers or declines. The compliance test finds every one of them
/// and holds each engine's table against the list.
/// </summary>
public interface ICapability;

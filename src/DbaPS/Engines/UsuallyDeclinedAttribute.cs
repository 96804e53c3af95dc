namespace DbaPS.Engines;

/// <summary>Marks a capability that most engines have no use for: an engine that does not offer it declines it with this reason and advice.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class UsuallyDeclinedAttribute(string reason, string advice) : Attribute
{
    public string Reason { get; } = reason;

    public string Advice { get; } = advice;
}

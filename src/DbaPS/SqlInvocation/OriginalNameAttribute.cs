namespace DbaPS.SqlInvocation;

/// <summary>The name a row's property has as a column on the server.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OriginalNameAttribute : Attribute
{
    public OriginalNameAttribute(string name) => Name = name;

    public string Name { get; }
}

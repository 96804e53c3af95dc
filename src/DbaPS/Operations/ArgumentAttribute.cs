namespace DbaPS.Operations;

/// <summary>Describes a request's property to both skins, to the help and to the binder of the CLI.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ArgumentAttribute : Attribute
{
    public ArgumentAttribute(string description) => Description = description;

    /// <summary>What it means, with unit, default and allowed values.</summary>
    public string Description { get; }

    /// <summary>True when the operation can't run without it.</summary>
    public bool Required { get; init; }

    /// <summary>Its place among unnamed arguments; -1 for none.</summary>
    public int Position { get; init; } = -1;

    /// <summary>True when an object coming down the pipeline gives it by a property of this name.</summary>
    public bool FromPipeline { get; init; }

    /// <summary>True for a file or folder: a skin with a current folder of its own (PowerShell) makes it absolute.</summary>
    public bool IsPath { get; init; }

    /// <summary>Other names it goes by.</summary>
    public string[] Aliases { get; init; } = [];
}

using System.Management.Automation;
using DbaPS.Presentation;

namespace DbaPS.Cmdlets;

/// <summary>Lets a TimeSpan parameter take <c>10s</c>, <c>1h30m</c>, or a number, which means seconds (PowerShell alone would take ticks).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            int or long or double or decimal => TimeSpan.FromSeconds(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
            string text => DurationText.TryParse(text, out var duration) ? duration : throw new ArgumentTransformationMetadataException($"'{text}' is not a duration. Write {DurationText.Forms}."),
            _ => inputData,
        };
    }
}

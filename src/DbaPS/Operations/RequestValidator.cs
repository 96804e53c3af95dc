using System.ComponentModel.DataAnnotations;
using System.Reflection;
using DbaPS.Errors;

namespace DbaPS.Operations;

/// <summary>Holds a request against the attributes of its properties before anything runs.</summary>
public static class RequestValidator
{
    /// <exception cref="DbaException">Names the first parameter that does not fit, and why.</exception>
    public static void Validate(object request)
    {
        foreach (var property in request.GetType().GetProperties())
        {
            var value = property.GetValue(request);
            if (property.GetCustomAttribute<ArgumentAttribute>() is { Required: true } && IsMissing(value))
            {
                throw new DbaException(DbaErrors.InvalidParameter(property.Name, null, "it is required."));
            }
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (value is not null && !rule.IsValid(value))
                {
                    throw new DbaException(DbaErrors.InvalidParameter(property.Name, value, rule.FormatErrorMessage(property.Name)));
                }
            }
        }
    }

    private static bool IsMissing(object? value) => value is null or "" || value is System.Collections.ICollection { Count: 0 };
}

using System.Globalization;
using System.Text;

namespace DbaPS.SqlInvocation;

/// <summary>
/// One row of a result. Each shape of result (names and types of its columns) has a class of its own below this one, with
/// a property a column; the column's name as the server gave it is the property's <see cref="OriginalNameAttribute"/>.
/// </summary>
public abstract class DbaRow
{
    /// <summary>The columns' values as text on one line, as PowerShell shows an object: <c>@{id=1; name=Ada}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("@{");
        foreach (var property in GetType().GetProperties())
        {
            text.Append(text.Length > 2 ? "; " : "").Append(property.Name).Append('=').Append(Convert.ToString(property.GetValue(this), CultureInfo.InvariantCulture));
        }
        return text.Append('}').ToString();
    }
}

using System.Globalization;

namespace DbaPS.MySql.Drivers;

/// <summary>A date or time as the server keeps it, which need not be in any calendar: 0000-00-00, 2024-02-31.</summary>
public readonly record struct MySqlMoment(int Year, int Month, int Day, int Hour, int Minute, int Second, int Microsecond)
{
    /// <summary>Null where there is no such day.</summary>
    public DateTime? ToDateTime() =>
        Year is < 1 or > 9999 || Month is < 1 or > 12 || Day < 1 || Day > DateTime.DaysInMonth(Year, Month) || Hour > 23 || Minute > 59 || Second > 59
            ? null
            : new DateTime(Year, Month, Day, Hour, Minute, Second, DateTimeKind.Unspecified).AddTicks(Microsecond * TimeSpan.TicksPerMicrosecond);

    /// <summary><c>2024-02-31</c>.</summary>
    public string ToDateText() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}");

    /// <summary><c>2024-02-31 10:00:00.5</c>, with as many digits as the fraction needs.</summary>
    public string ToText()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{ToDateText()} {Hour:00}:{Minute:00}:{Second:00}");
        return Microsecond == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $".{Microsecond:000000}").TrimEnd('0');
    }
}

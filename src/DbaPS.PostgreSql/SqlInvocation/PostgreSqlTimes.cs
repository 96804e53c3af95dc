using System.Globalization;
using DbaPS.Digests;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>
/// Dates and times as the server counts them (days and microseconds since 2000-01-01). The server's calendar reaches from
/// 4714 BC to 294276 and has infinities; what .NET has not comes as the text the server itself would print.
/// </summary>
internal static class PostgreSqlTimes
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly long FirstDay = (DateTime.MinValue - Epoch).Days;
    private static readonly long LastDay = (DateTime.MaxValue.Date - Epoch).Days;

    public static bool ToDate(int days, out DateOnly? date)
    {
        var fits = days >= FirstDay && days <= LastDay;
        date = fits ? DateOnly.FromDayNumber(days + DateOnly.FromDateTime(Epoch).DayNumber) : null;
        return fits;
    }

    public static bool ToTimestamp(long microseconds, out DateTime? moment)
    {
        var days = CivilDate.FloorDiv(microseconds, MicrosecondsPerDay);
        var fits = days >= FirstDay && days <= LastDay;
        moment = fits ? Epoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond) : null;
        return fits;
    }

    public static bool ToMoment(long microseconds, out DateTimeOffset? moment)
    {
        var fits = ToTimestamp(microseconds, out var local);
        moment = fits ? new DateTimeOffset(local!.Value, TimeSpan.Zero) : null;
        return fits;
    }

    /// <summary>24:00:00 is a time of the server's and none of .NET's.</summary>
    public static bool ToTime(long microseconds, out TimeOnly? time)
    {
        var fits = microseconds < MicrosecondsPerDay;
        time = fits ? new TimeOnly(microseconds * TimeSpan.TicksPerMicrosecond) : null;
        return fits;
    }

    public static string DateText(int days) => days switch
    {
        int.MaxValue => "infinity",
        int.MinValue => "-infinity",
        _ => Text(days, ""),
    };

    public static string TimestampText(long microseconds) => MomentText(microseconds, "");

    public static string MomentText(long microseconds) => MomentText(microseconds, "+00");

    public static string TimeText(long microseconds) => Clock(microseconds);

    /// <summary>
    /// Reads what the server prints for an interval (style "postgres"). One with months has no length, so it is no
    /// <see cref="TimeSpan"/>; a day counts 24 hours, as when the server compares intervals.
    /// </summary>
    public static bool ToTimeSpan(string text, out TimeSpan? span)
    {
        span = null;
        long ticks = 0;
        var parts = text.Split(' ');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i + 1 < parts.Length && parts[i + 1] is "day" or "days" && long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days))
            {
                if (Math.Abs(days) > TimeSpan.MaxValue.Days)
                {
                    return false;
                }
                ticks += days * TimeSpan.TicksPerDay;
                i++;
            }
            else if (TryClock(parts[i], out var time))
            {
                ticks += time;
            }
            else
            {
                return false;
            }
        }
        span = new TimeSpan(ticks);
        return true;
    }

    /// <summary><c>[-]hours:mm:ss[.ffffff]</c>; hours may be many.</summary>
    private static bool TryClock(string text, out long ticks)
    {
        ticks = 0;
        var negative = text.StartsWith('-');
        var parts = text.TrimStart('-', '+').Split(':');
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 200_000_000
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || !decimal.TryParse(parts[2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }
        ticks = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute) + (long)(seconds * TimeSpan.TicksPerSecond);
        ticks = negative ? -ticks : ticks;
        return true;
    }

    private static string MomentText(long microseconds, string zone) => microseconds switch
    {
        long.MaxValue => "infinity",
        long.MinValue => "-infinity",
        _ => Text(CivilDate.FloorDiv(microseconds, MicrosecondsPerDay), $" {Clock(microseconds - (CivilDate.FloorDiv(microseconds, MicrosecondsPerDay) * MicrosecondsPerDay))}{zone}"),
    };

    /// <summary>The server has no year 0: the year before 1 is 1 BC.</summary>
    private static string Text(long days, string clock)
    {
        var (year, month, day) = CivilDate.FromDays(days);
        return string.Create(CultureInfo.InvariantCulture, $"{(year > 0 ? year : 1 - year):0000}-{month:00}-{day:00}{clock}{(year > 0 ? "" : " BC")}");
    }

    private static string Clock(long microseconds)
    {
        var (seconds, rest) = Math.DivRem(microseconds, 1_000_000);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return rest == 0 ? clock : $"{clock}.{rest.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0')}";
    }
}

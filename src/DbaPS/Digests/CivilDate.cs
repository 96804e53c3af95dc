namespace DbaPS.Digests;

/// <summary>
/// Days since 2000-01-01 to and from the proleptic Gregorian calendar with astronomical years (0 is 1 BC), over the whole range of
/// <see cref="int"/> days; .NET's own dates end at the years 1 and 9999.
/// </summary>
public static class CivilDate
{
    // The calendar repeats every 400 years. Counting starts on 1 March, which puts the leap day at the end of a year.
    private const long DaysPerEra = 146_097;
    private const long DaysFromEpochOfEraTo2000 = 730_425; // 0000-03-01 to 2000-01-01

    public static bool IsValid(long year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth(year, month);

    public static long ToDays(long year, int month, int day)
    {
        if (month <= 2)
            year--;
        long era = FloorDiv(year, 400);
        long yearOfEra = year - era * 400;
        long dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DaysPerEra + dayOfEra - DaysFromEpochOfEraTo2000;
    }

    public static (long Year, int Month, int Day) FromDays(long days)
    {
        days += DaysFromEpochOfEraTo2000;
        long era = FloorDiv(days, DaysPerEra);
        long dayOfEra = days - era * DaysPerEra;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (int)((5 * dayOfYear + 2) / 153);
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, (int)(dayOfYear - (153 * shifted + 2) / 5 + 1));
    }

    public static long FloorDiv(long value, long by)
    {
        (long quotient, long rest) = Math.DivRem(value, by);
        return rest < 0 ? quotient - 1 : quotient;
    }

    private static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}

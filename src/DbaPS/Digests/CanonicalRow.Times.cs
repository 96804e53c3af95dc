namespace DbaPS.Digests;

/// <content>
/// Dates and times. Engines that keep less than a microsecond (100 ns, 1 ns, 1 ps) pass the rest as picoseconds (0–999,999), always
/// counted forwards; a rest of zero leaves the same bytes as an engine with microseconds writes.
/// </content>
public sealed partial class CanonicalRow
{
    /// <summary>Microseconds in a day; as a time of day it is 24:00:00.</summary>
    public const long MicrosecondsPerDay = 86_400_000_000;

    /// <param name="days">
    /// Days since 2000-01-01 in the proleptic Gregorian calendar; <see cref="int.MaxValue"/> is infinity,
    /// <see cref="int.MinValue"/> minus infinity (as PostgreSQL sends them).
    /// </param>
    public void Date(int days)
    {
        int at = Reserve(5);
        _buffer[at] = CanonicalTag.Date;
        WriteInt32(at + 1, days);
    }

    /// <param name="microseconds">Since midnight, 0 to 86,400,000,000 (24:00:00).</param>
    /// <param name="picoseconds">Below the microsecond.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a time of day.</exception>
    public void Time(long microseconds, int picoseconds = 0)
    {
        CheckTimeOfDay(microseconds, picoseconds);
        Clock(CanonicalTag.Time, microseconds, picoseconds);
    }

    /// <param name="microseconds">Local time since midnight, 0 to 86,400,000,000 (24:00:00).</param>
    /// <param name="offsetSeconds">Seconds east of UTC: +02:00 is 7200. (PostgreSQL sends seconds west: negate them.)</param>
    /// <param name="picoseconds">Below the microsecond.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a time of day.</exception>
    public void TimeWithZone(long microseconds, int offsetSeconds, int picoseconds = 0)
    {
        CheckTimeOfDay(microseconds, picoseconds);
        Clock(CanonicalTag.TimeWithZone, microseconds, picoseconds);
        WriteInt32(Reserve(4), offsetSeconds);
    }

    /// <param name="microseconds">
    /// Since 2000-01-01 00:00:00 without a zone; <see cref="long.MaxValue"/> is infinity, <see cref="long.MinValue"/> minus infinity.
    /// </param>
    /// <param name="picoseconds">Below the microsecond, forwards in time from it.</param>
    public void Timestamp(long microseconds, int picoseconds = 0) => Moment(CanonicalTag.Timestamp, microseconds, picoseconds);

    /// <param name="utcMicroseconds">
    /// Since 2000-01-01 00:00:00 UTC; <see cref="long.MaxValue"/> is infinity, <see cref="long.MinValue"/> minus infinity.
    /// </param>
    /// <param name="picoseconds">Below the microsecond, forwards in time from it.</param>
    public void TimestampTz(long utcMicroseconds, int picoseconds = 0) => Moment(CanonicalTag.TimestampTz, utcMicroseconds, picoseconds);

    /// <summary>A span of time; months, days and microseconds stay apart: "1 day" is not "24:00:00".</summary>
    /// <remarks>Infinity (PostgreSQL 17) has all three at their largest, minus infinity all three at their smallest.</remarks>
    public void Interval(int months, int days, long microseconds)
    {
        int at = Reserve(17);
        _buffer[at] = CanonicalTag.Interval;
        WriteInt32(at + 1, months);
        WriteInt32(at + 5, days);
        WriteInt64(at + 9, microseconds);
    }

    private void Moment(byte tag, long microseconds, int picoseconds)
    {
        if ((uint)picoseconds > 999_999 || (picoseconds != 0 && microseconds is long.MaxValue or long.MinValue))
            throw new ArgumentOutOfRangeException(nameof(picoseconds), picoseconds, "0 to 999,999; infinity has none.");
        Clock(tag, microseconds, picoseconds);
    }

    private void Clock(byte tag, long microseconds, int picoseconds)
    {
        if (picoseconds == 0)
        {
            Fixed64(tag, (ulong)microseconds);
            return;
        }
        Fixed64((byte)(tag | CanonicalTag.Finer), (ulong)microseconds);
        WriteInt32(Reserve(4), picoseconds);
    }

    private static void CheckTimeOfDay(long microseconds, int picoseconds)
    {
        if ((ulong)microseconds > MicrosecondsPerDay)
            throw new ArgumentOutOfRangeException(nameof(microseconds), microseconds, "A time of day is 0 to 86,400,000,000 microseconds.");
        if ((uint)picoseconds > 999_999 || (picoseconds != 0 && microseconds == MicrosecondsPerDay))
            throw new ArgumentOutOfRangeException(nameof(picoseconds), picoseconds, "0 to 999,999; 24:00:00 has none.");
    }
}

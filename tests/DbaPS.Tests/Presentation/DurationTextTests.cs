using DbaPS.Presentation;

namespace DbaPS.Tests.Presentation;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("10s", 10)]
    [InlineData("250ms", 0.25)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("1.5h", 5400)]
    [InlineData("00:00:10", 10)]
    [InlineData("1.02:00:00", 93600)]
    [InlineData("90", 90)]
    [InlineData("0.5", 0.5)]
    [InlineData("-24h", -86400)]
    [InlineData(" 10s ", 10)]
    public void Durations_are_read_as_people_write_them(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("10 s")]
    [InlineData("10x")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("s")]
    [InlineData("1.2.3s")]
    [InlineData("9999999999999d")]
    public void Anything_else_is_refused(string? text) => Assert.False(DurationText.TryParse(text, out _));
}

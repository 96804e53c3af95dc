using DbaPS.Presentation;

namespace DbaPS.Tests.Presentation;

public sealed class HumanTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1000L, "0.98 KB")]
    [InlineData(1024L, "1.00 KB")]
    [InlineData(8192L, "8.00 KB")]
    [InlineData(1299227607L, "1.21 GB")]
    [InlineData(-8192L, "-8.00 KB")]
    [InlineData(long.MaxValue, "8.00 EB")]
    public void Sizes_have_three_digits(long? bytes, string expected) => Assert.Equal(expected, Human.Size(bytes));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00034, "340 µs")]
    [InlineData(0.0125, "12.5 ms")]
    [InlineData(0.9999, "1.00 s")]
    [InlineData(3.2, "3.20 s")]
    [InlineData(245, "4m 05s")]
    [InlineData(7800, "2h 10m")]
    [InlineData(273600, "3d 4h")]
    [InlineData(-3.2, "-3.20 s")]
    public void Durations_take_the_unit_that_suits(double seconds, string expected) => Assert.Equal(expected, Human.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, "")]
    [InlineData("a\r\n\t b", "a b")]
    [InlineData("  a ", "a")]
    [InlineData("red \u001b[31mtext", "red ·[31mtext")]
    [InlineData("abc\u202Edef", "abc·def")]
    public void A_line_stays_a_line_and_cannot_steer_the_terminal(string? text, string expected) => Assert.Equal(expected, Human.OneLine(text));
}

using DbaPS.Cli.Binding;

namespace DbaPS.Cli.Tests.Binding;

public sealed class TextTests
{
    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData(" a , b ", "a|b")]
    [InlineData("lower(a, b) DESC, c", "lower(a, b) DESC|c")]
    [InlineData("'x,y',z", "'x,y'|z")]
    [InlineData("it's,fine", "it's|fine")]
    [InlineData("", "")]
    public void Lists_split_at_their_own_commas(string text, string expected) => Assert.Equal(expected, string.Join('|', ListText.Split(text)));

    [Theory]
    [InlineData("12", 12L)]
    [InlineData("-3", -3L)]
    [InlineData("64KB", 65536L)]
    [InlineData("2gb", 2147483648L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Sizes_are_read(string text, long expected)
    {
        Assert.True(SizeText.TryParse(text, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("9000000PB")]
    [InlineData("1.5GB")]
    [InlineData("KB")]
    public void What_is_no_size_is_refused(string text) => Assert.False(SizeText.TryParse(text, out _));

    [Theory]
    [InlineData("Servr", "Server")]
    [InlineData("colour", null)]
    public void Near_names_are_found(string typed, string? expected) => Assert.Equal(expected, Spelling.Nearest(typed, ["Server", "Table", "Timeout"]));
}

using DbaPS.Digests;

namespace DbaPS.Tests.Digests;

public sealed class DigestFormTests
{
    [Fact]
    public void Every_form_is_read_back_from_its_name()
    {
        DigestForm[] forms =
        [
            DigestForm.Any, DigestForm.Boolean, DigestForm.Integer, DigestForm.Decimal, DigestForm.Float4, DigestForm.Float8, DigestForm.Text,
            DigestForm.Bytes, DigestForm.Json, DigestForm.Uuid, DigestForm.Bits, DigestForm.Date, DigestForm.Time, DigestForm.TimeTz,
            DigestForm.Timestamp, DigestForm.TimestampTz, DigestForm.Interval, DigestForm.Native("tsvector"), DigestForm.Native("a<b>,c%20 d"),
            DigestForm.ArrayOf(DigestForm.Native("my.type")), DigestForm.RangeOf(DigestForm.Date), DigestForm.MultirangeOf(DigestForm.Integer),
            DigestForm.CompositeOf(), DigestForm.CompositeOf(DigestForm.Text, DigestForm.ArrayOf(DigestForm.Integer), DigestForm.Native("x,y")),
        ];
        Assert.Equal(forms.Length, forms.Select(form => form.Name).Distinct().Count());
        Assert.Equal(Enum.GetValues<DigestFormKind>().Length, forms.Select(form => form.Kind).Distinct().Count());
        Assert.All(forms, form =>
        {
            DigestForm parsed = DigestForm.Parse(form.Name);
            Assert.Equal(form, parsed);
            Assert.Equal(form.Kind, parsed.Kind);
            Assert.Equal(form.TypeName, parsed.TypeName);
            Assert.Equal(form.Parts, parsed.Parts);
        });
        Assert.Equal("composite<text,array<integer>,native:x%2Cy>", forms[^1].Name);
    }

    [Fact]
    public void Native_names_survive_whatever_they_hold() => Holds.For<string?>(name =>
    {
        if (!string.IsNullOrEmpty(name))
            Assert.Equal(name, DigestForm.Parse(DigestForm.ArrayOf(DigestForm.Native(name)).Name).Parts[0].TypeName);
    });

    [Theory]
    [InlineData(""), InlineData("Integer"), InlineData("int"), InlineData("native:"), InlineData("native:a%2"), InlineData("native:a%zz")]
    [InlineData("array"), InlineData("array<"), InlineData("array<>"), InlineData("array<text"), InlineData("array<text,text>"), InlineData("text>")]
    [InlineData("array<text>x"), InlineData("text<integer>"), InlineData("composite<text,>"), InlineData("integer ")]
    public void What_is_no_form_is_refused_by_name(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<FormatException>(() => DigestForm.Parse(name)).Message, StringComparison.Ordinal);
}

using System.Globalization;

namespace DbaPS.Engines;

/// <summary>A server's version as numbers, with the text the server gives it.</summary>
public readonly record struct ServerVersion(int Major, int Minor, int Patch, string Text) : IComparable<ServerVersion>
{
    /// <summary>Reads the leading numbers of a version text such as <c>15.18 (Debian 15.18-0+deb12u1)</c>.</summary>
    public static ServerVersion Parse(string text)
    {
        var numbers = text.Split(' ', 2)[0].Split('.');
        return new(At(0), At(1), At(2), text);

        int At(int index) => index < numbers.Length
            && int.TryParse(new string([.. numbers[index].TakeWhile(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
    }

    public static bool operator <(ServerVersion left, ServerVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ServerVersion left, ServerVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ServerVersion left, ServerVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ServerVersion left, ServerVersion right) => left.CompareTo(right) >= 0;

    public bool IsAtLeast(int major, int minor = 0) => (Major, Minor).CompareTo((major, minor)) >= 0;

    public int CompareTo(ServerVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => Text;
}

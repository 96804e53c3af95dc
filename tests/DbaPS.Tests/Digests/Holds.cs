using FsCheck;
using FsCheck.Fluent;

namespace DbaPS.Tests.Digests;

/// <summary>Runs a property over generated values and fails with the smallest counterexample.</summary>
internal static class Holds
{
    public static void For<T>(Action<T> property) => Over(ArbMap.Default.ArbFor<T>(), property);

    public static void Over<T>(Arbitrary<T> values, Action<T> property) =>
        Prop.ForAll(values, value => property(value)).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));
}

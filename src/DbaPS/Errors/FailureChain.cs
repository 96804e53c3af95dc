namespace DbaPS.Errors;

/// <summary>Looks through an exception and those behind it.</summary>
public static class FailureChain
{
    /// <summary>The first of a kind, from the outside in; null when there is none.</summary>
    public static T? Find<T>(this Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
            {
                return found;
            }
            if (failure is AggregateException several)
            {
                return several.InnerExceptions.Select(Find<T>).FirstOrDefault(f => f is not null);
            }
        }
        return null;
    }

    public static bool Has<T>(this Exception failure)
        where T : Exception => failure.Find<T>() is not null;
}

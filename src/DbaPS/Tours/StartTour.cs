using System.Diagnostics;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Sandboxes;

namespace DbaPS.Tours;

/// <summary>The main job on a made-up shop, from nothing to a report, in a sandbox of its own.</summary>
[Operation("Start", "DbaTour", Summary = "Does the main job in a sandbox: finds what is slow, indexes it, backs up, proves the restore, finds planted damage, writes a report.",
    Output = typeof(DbaTourStep), Requires = [typeof(ISandboxProvider)], Changes = true)]
public sealed class StartTour : IOperation<TourRequest>
{
    private const string DefaultReport = "dbaps-tour.html";

    private readonly DbaRuntime _runtime;

    public StartTour(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(TourRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        var report = Path.GetFullPath(request.ReportPath ?? DefaultReport);
        if (await pipeline.ConfirmAsync(new ChangePrompt("sandboxes on this machine", $"Fill, index, back up and restore a shop in them, then write {report}", null), cancellationToken) != ChangeAnswer.Proceed)
        {
            return;
        }
        var clock = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("dbaps-tour-").FullName;
        var stories = new List<TourStory>();
        try
        {
            // A history of its own: what the tour backs up is gone afterwards, and must not be listed.
            await using var runtime = _runtime.Apart(Path.Combine(folder, "data"));
            foreach (var engine in Engines(request))
            {
                await TakeAsync(new EngineTour(runtime, engine, request, Path.Combine(folder, engine.Id.Name), pipeline, cancellationToken), engine, request, stories, pipeline);
            }
            await WriteReportAsync(report, stories, clock.Elapsed, pipeline, cancellationToken);
        }
        finally
        {
            if (!request.Keep)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task TakeAsync(EngineTour tour, IEngine engine, TourRequest request, List<TourStory> stories, IPipeline pipeline)
    {
        stories.Add(tour.Story);
        try
        {
            await tour.RunAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var error = DbaErrors.Unexpected(failure);
            // Not asked for by name, and something of it is not installed here: that is no failure.
            var leftOut = request.Engine is null && error.Category is DbaErrorCategory.NotInstalled or DbaErrorCategory.NotImplemented;
            tour.Story.Steps.Add(new DbaTourStep(tour.Origin) { Number = tour.Story.Steps.Count + 1, Step = leftOut ? "Left out" : "Stopped", Result = error.ToString(), Duration = TimeSpan.Zero });
            if (!leftOut)
            {
                pipeline.Error(error with { Target = error.Target ?? engine.DisplayName });
            }
        }
    }

    /// <summary>The embedded engine, which is always there, then the other that DbaPS keeps its own data in: more than these would take more than a minute.</summary>
    private IEnumerable<IEngine> Engines(TourRequest request) => request.Engine is { } wanted
        ? [_runtime.Engines.Get(wanted)]
        : _runtime.Engines.All().Where(e => Offers<ISandboxProvider>(e) && Offers<IHistoryStoreProvider>(e)).OrderBy(Offers<IConnectionProbe>);

    private static bool Offers<TCapability>(IEngine engine) => engine.Capabilities.Offered.Contains(typeof(TCapability));

    private static async Task WriteReportAsync(string path, List<TourStory> stories, TimeSpan duration, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(path, TourReport.Write(stories, DateTimeOffset.UtcNow), cancellationToken);
        foreach (var step in stories.SelectMany(s => s.Steps))
        {
            await pipeline.WriteAsync(step, cancellationToken);
        }
        if (stories.SelectMany(s => s.Steps).LastOrDefault() is { } last)
        {
            await pipeline.WriteAsync(
                new DbaTourStep(new ObjectOrigin(last.Engine, last.ServerVersion, last.Server, null, DateTimeOffset.UtcNow)) { Number = last.Number + 1, Step = "Report", Result = Shown(path), Duration = duration, Report = path },
                cancellationToken);
        }
    }

    /// <summary>Short where it can be: a table that is narrow would cut a long path off.</summary>
    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}

using DbaPS.Errors;
using DbaPS.Pipeline;

namespace DbaPS.Tests.Pipeline;

public sealed class PipelinePumpTests
{
    [Fact]
    public void Everything_arrives_in_order_on_the_calling_thread()
    {
        var host = new RecordingHost();
        PipelinePump.Run(
            host,
            async (pipeline, token) =>
            {
                for (var i = 0; i < 100_000; i++)
                {
                    await pipeline.WriteAsync(i, token);
                }
                pipeline.Warning("last");
            },
            CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 100_000).Cast<object>().Append("warning: last"), host.Seen);
        Assert.Equal([Environment.CurrentManagedThreadId], host.Threads);
    }

    [Fact]
    public void A_producer_ahead_of_the_host_waits()
    {
        var produced = 0;
        var most = 0;
        var consumed = 0;
        var host = new RecordingHost { OnWrite = _ => most = Math.Max(most, Volatile.Read(ref produced) - consumed++) };
        PipelinePump.Run(
            host,
            async (pipeline, token) =>
            {
                for (var i = 0; i < 50_000; i++)
                {
                    await pipeline.WriteAsync(i, token);
                    Interlocked.Increment(ref produced);
                }
            },
            CancellationToken.None);

        Assert.Equal(50_000, host.Seen.Count);
        Assert.InRange(most, 1, 4096);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_row_that_comes_alone_does_not_wait_for_others(int pause)
    {
        using var arrived = new SemaphoreSlim(0);
        var host = new RecordingHost { OnWrite = _ => arrived.Release() };
        PipelinePump.Run(
            host,
            async (pipeline, token) =>
            {
                for (var i = 0; i < 100; i++)
                {
                    await Task.Delay(pause, token);
                    await pipeline.WriteAsync(i, token);
                    Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(30), token), $"Row {i} did not arrive.");
                }
            },
            CancellationToken.None);

        Assert.Equal(100, host.Seen.Count);
    }

    [Fact]
    public void The_failure_of_the_work_is_thrown_with_its_own_type()
    {
        var failure = Assert.Throws<DbaException>(() => PipelinePump.Run(
            new RecordingHost(), (_, _) => throw new DbaException(DbaErrors.ServerRequired()), CancellationToken.None));

        Assert.Equal("ServerRequired", failure.Error.Id);
    }

    [Fact]
    public void A_question_waits_for_the_answer_of_the_host()
    {
        var host = new RecordingHost { Answer = ChangeAnswer.WhatIf };
        PipelinePump.Run(
            host,
            async (pipeline, token) => await pipeline.WriteAsync(await pipeline.ConfirmAsync(new ChangePrompt("t", "drop", "DROP"), token), token),
            CancellationToken.None);

        Assert.Equal(["question: DROP", ChangeAnswer.WhatIf], host.Seen);
    }

    [Fact]
    public void A_host_that_gives_up_stops_the_work()
    {
        var stopped = false;
        var host = new RecordingHost { OnWrite = i => { if ((int)i == 10) { throw new InvalidOperationException("enough"); } } };
        Assert.Throws<InvalidOperationException>(() => PipelinePump.Run(
            host,
            async (pipeline, token) =>
            {
                try
                {
                    for (var i = 0; ; i++)
                    {
                        await pipeline.WriteAsync(i, token);
                    }
                }
                finally
                {
                    stopped = true;
                }
            },
            CancellationToken.None));

        Assert.True(stopped);
    }

    [Fact]
    public void Cancelling_ends_the_work_as_cancelled()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => PipelinePump.Run(
            new RecordingHost(),
            async (_, token) =>
            {
                source.CancelAfter(20);
                await Task.Delay(Timeout.Infinite, token);
            },
            source.Token));
    }

    private sealed class RecordingHost : IPipelineHost
    {
        public List<object> Seen { get; } = [];

        public HashSet<int> Threads { get; } = [];

        public ChangeAnswer Answer { get; init; }

        public Action<object>? OnWrite { get; init; }

        public void Write(object item)
        {
            OnWrite?.Invoke(item);
            See(item);
        }

        public void Error(DbaError error) => See($"error: {error.Id}");

        public void Warning(string message) => See($"warning: {message}");

        public void Verbose(string message) => See($"verbose: {message}");

        public void Progress(ProgressUpdate update) => See($"progress: {update.Status}");

        public ChangeAnswer Confirm(ChangePrompt prompt)
        {
            See($"question: {prompt.Sql}");
            return Answer;
        }

        private void See(object item)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            Seen.Add(item);
        }
    }
}

using System.Diagnostics;
using System.Runtime.ExceptionServices;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Secrets;

namespace DbaPS.Pipeline;

/// <summary>
/// Runs an operation on the thread pool and hands what it says to a host on the calling thread, in order.
/// The queue is bounded: a producer that is ahead waits for the host. Whole batches change hands, so a row costs no wait handle; a host
/// that is ahead is woken for a handful of rows, or after a moment.
/// </summary>
public sealed class PipelinePump : IPipeline
{
    private const int Capacity = 2048;
    private const int Handful = 512;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    private readonly object _gate = new();
    private List<object> _filling = new(Capacity);
    private TaskCompletionSource? _room;
    private bool _finished;
    private bool _isGathering;
    private long _lastTaken;

    private PipelinePump()
    {
    }

    /// <summary>Runs <paramref name="work"/> to its end. Its failure is thrown here, cancellation as <see cref="OperationCanceledException"/>.</summary>
    public static void Run(IPipelineHost host, Func<IPipeline, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var pump = new PipelinePump();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var task = Task.Run(
            () =>
            {
                HostVault.Use(pump.ReadVaultAsync);
                return work(pump, token);
            },
            CancellationToken.None);
        _ = task.ContinueWith(_ => pump.Finish(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        ExceptionDispatchInfo? hostFailure = null;
        var batch = new List<object>(Capacity);
        while (pump.Take(ref batch))
        {
            foreach (var message in batch)
            {
                if (hostFailure is not null)
                {
                    Refuse(message);
                    continue;
                }
                try
                {
                    Deliver(host, message);
                }
                catch (Exception failure)
                {
                    // The host gave up (a stopped pipeline, Select-Object -First): the work is told to stop, then its failure goes on.
                    hostFailure = ExceptionDispatchInfo.Capture(failure);
                    Refuse(message);
                    stop.Cancel();
                }
            }
            batch.Clear();
        }
        hostFailure?.Throw();
        task.GetAwaiter().GetResult();
    }

    public ValueTask WriteAsync(object item, CancellationToken cancellationToken)
    {
        Task? wait;
        lock (_gate)
        {
            _filling.Add(item);
            if (_filling.Count == (_isGathering ? Handful : 1))
            {
                Monitor.Pulse(_gate);
            }
            if (_filling.Count < Capacity)
            {
                return ValueTask.CompletedTask;
            }
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = _room.Task;
        }
        return new ValueTask(wait.WaitAsync(cancellationToken));
    }

    public void Error(DbaError error) => Send(error);

    public void Warning(string message) => Send(new Line(message, IsWarning: true));

    public void Verbose(string message) => Send(new Line(message, IsWarning: false));

    public void Progress(ProgressUpdate update) => Send(new Step(update));

    public Task<ChangeAnswer> ConfirmAsync(ChangePrompt prompt, CancellationToken cancellationToken)
    {
        var question = new Question(prompt);
        Send(question);
        return question.Answer.Task.WaitAsync(cancellationToken);
    }

    private Task<Secret> ReadVaultAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var question = new VaultQuestion(reference);
        Send(question);
        return question.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Answers for a host that gave up, so that the work does not wait for ever.</summary>
    private static void Refuse(object message)
    {
        (message as Question)?.Answer.TrySetResult(ChangeAnswer.Declined);
        (message as VaultQuestion)?.Answer.TrySetCanceled();
    }

    private static void Answer(IPipelineHost host, VaultQuestion question)
    {
        try
        {
            var place = question.Reference.Place;
            var slash = place.LastIndexOf('/');
            question.Answer.TrySetResult(host is ISecretVault vault
                ? vault.ReadSecret(slash < 0 ? place : place[..slash], slash < 0 ? null : place[(slash + 1)..])
                : throw new DbaException(DbaErrors.VaultUnavailable(question.Reference, "this host")));
        }
        catch (DbaException failure)
        {
            question.Answer.TrySetException(failure);
        }
    }

    private static void Deliver(IPipelineHost host, object message)
    {
        switch (message)
        {
            case DbaError error: host.Error(error); break;
            case Line { IsWarning: true } line: host.Warning(line.Text); break;
            case Line line: host.Verbose(line.Text); break;
            case Step step: host.Progress(step.Update); break;
            case Question question: question.Answer.TrySetResult(host.Confirm(question.Prompt)); break;
            case VaultQuestion question: Answer(host, question); break;
            default: host.Write(message); break;
        }
    }

    private void Send(object message)
    {
        lock (_gate)
        {
            _filling.Add(message);
            Monitor.Pulse(_gate);
        }
    }

    private void Finish()
    {
        lock (_gate)
        {
            _finished = true;
            Monitor.Pulse(_gate);
        }
    }

    private bool Take(ref List<object> batch)
    {
        lock (_gate)
        {
            if (_filling.Count < Handful && !_finished && Stopwatch.GetElapsedTime(_lastTaken) < Moment)
            {
                _isGathering = true;
                Monitor.Wait(_gate, Moment);
                _isGathering = false;
            }
            while (_filling.Count == 0 && !_finished)
            {
                Monitor.Wait(_gate);
            }
            if (_filling.Count == 0)
            {
                return false;
            }
            (_filling, batch) = (batch, _filling);
            _lastTaken = Stopwatch.GetTimestamp();
            _room?.TrySetResult();
            _room = null;
            return true;
        }
    }

    private sealed record Line(string Text, bool IsWarning);

    private sealed record Step(ProgressUpdate Update);

    private sealed record VaultQuestion(SecretReference Reference)
    {
        public TaskCompletionSource<Secret> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Question(ChangePrompt Prompt)
    {
        public TaskCompletionSource<ChangeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>How a run begins and ends.</summary>
internal sealed partial class ReplayCore
{
    private WorkflowInvocation? _invocation;
    private Task? _root;
    private ArgumentHasher _hasher = null!;
    private bool _hasEnded;
    private bool _isEndTaken;
    private bool _isBlockTaken;
    private bool _isTimedOut;
    private ulong _seed;
    private int _rules;

    public RunRandom Random => field ??= new(_seed, () => EnsureMayAct("Durable.Random"));

    /// <summary>Ids have a stream of their own, so that a random number more or less doesn't change them.</summary>
    public RunRandom Ids => field ??= new(~_seed);

    private bool HasBegun => _invocation is not null;

    private void ApplyStarted(WorkflowStarted e)
    {
        if (e.Rules > EngineRules.Today)
        {
            Block(LogErrors.UnknownRules(RunId, e.Rules));
            return;
        }

        PreviousRunId = e.PreviousRunId;
        FirstRunId = e.FirstRunId ?? RunId;
        Parent = e.Parent;
        _forkedAt = e.ForkedAt;
        _originRunId = e.ForkedFromRunId;
        BeginMarks(e);
        _seed = e.Seed;
        _rules = e.Rules;
        _hasher = new ArgumentHasher(_setup.HashKeys, e.Seed, _setup.Serializer);
        CompilerServices.WorkflowScope.Enter(_scope);
        _invocation = _setup.Definition.CreateInvocation();
        StartTimeLimit();
        try
        {
            _root = _invocation.Start(_setup.Target, e.Arguments, _setup.Serializer, _cancellation.Token);
        }
        catch (DurableException error) when (error.Code == "DS1005")
        {
            Block(error);
        }
        catch (Exception error)
        {
            // The method isn't async and threw before it gave a task.
            _root = Task.FromException(error);
        }

        // Through the scheduler, so that a method which ends anywhere else is noticed as any other foreign continuation.
        _root?.ContinueWith(MarkEnded, CancellationToken.None, TaskContinuationOptions.None, _scheduler);
    }

    private void MarkEnded(Task root)
    {
        // A core that is dropped before its end was taken leaves no unobserved exception behind: the log has it, or the next core.
        _ = root.Exception;
        if (_hasEnded)
            return;
        _hasEnded = true;
        _endedAt = LastSequence;
        _endTime = UtcNow;
    }

    private void ApplyFinished(long sequence)
    {
        if (_hasEnded)
            IsFinished = true;
        else
            Block(ReplayErrors.EndsLater(_setup, sequence, _pending));
    }

    private Command End()
    {
        try
        {
            return Outcome();
        }
        catch (DurableException e)
        {
            Block(e);
            return new BlockRun(e);
        }
    }

    private Command Outcome()
    {
        if (_root!.IsCompletedSuccessfully)
            return new FinishRun(new WorkflowCompleted(_invocation!.EncodeResult(_setup.Serializer)));
        return Thrown(_root) switch
        {
            ContinueAsNewException next => new ContinueRun(next.Arguments, FirstRunId, [.. WaitingMessages(), .. _unused.Items]) { Attributes = Attributes, StatusText = _statusText },
            OperationCanceledException when _isTimedOut => new FinishRun(new WorkflowFailed(_setup.Exceptions.Capture(TimedOut()))),
            OperationCanceledException when _cancelRequested => new FinishRun(new WorkflowCanceled(_cancelReason)),
            var exception => new FinishRun(new WorkflowFailed(_setup.Exceptions.Capture(exception))),
        };
    }

    /// <summary>What the method threw; a cancelled task gives its exception to those only who wait for it.</summary>
    private static Exception Thrown(Task root)
    {
        if (root.Exception is { InnerException: { } inner })
            return inner;
        try
        {
            root.GetAwaiter().GetResult();
            throw new InvalidOperationException("The method has not thrown.");
        }
        catch (OperationCanceledException e)
        {
            return e;
        }
    }
}

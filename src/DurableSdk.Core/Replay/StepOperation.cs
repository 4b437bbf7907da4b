using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

internal abstract class StepOperation(StepCall call) : Operation(call.Id, call.Source, call.Arguments)
{
    private long _retryAt;

    /// <summary>The call, until it is over and the code, where any waits for it, has been told.</summary>
    protected StepCall? Call { get; private set; } = call;

    public override string Kind => IsCompensation ? "compensation" : "step";

    public override bool IsWork => true;

    public override DateTimeOffset? ContinuesAt => RetryAt;

    /// <summary>How many attempts have failed.</summary>
    public int FailedAttempts { get; set; }

    /// <summary>When the next attempt is due, after a failed one.</summary>
    public DateTimeOffset? RetryAt
    {
        get => _retryAt == 0 ? null : new(_retryAt, TimeSpan.Zero);
        set => _retryAt = value?.UtcTicks ?? 0;
    }

    /// <summary>Whether it may have been begun; null where nobody asks.</summary>
    public Handover? Handover { get; set; }

    /// <summary>How it is undone; null where nothing undoes it.</summary>
    public Undo? Undo { get; set; }

    /// <summary>The step that it undoes by hand, or null.</summary>
    public string? Compensates { get; set; }

    /// <summary>Whether it is the compensation of a step that the engine itself calls.</summary>
    public bool IsCompensation { get; init; }

    /// <summary>Whether one of its attempts may have had its effect although it failed.</summary>
    public bool HasUnknownAttempt { get; set; }

    /// <summary>Whether the run waits only for its outcome before it compensates.</summary>
    public bool IsSettling { get; set; }

    protected override Command Request() =>
        RetryAt is { } dueAt ? new RetryStep(Call!, FailedAttempts + 1, dueAt) : new ExecuteStep(Call!, FailedAttempts + 1, IsRecorded);

    protected override void Forget()
    {
        if (IsDelivered || IsCompensation)
            Call = null;
    }

    protected override Command CancelRequest() =>
        IsSettling ? new SettleStep(Call!, FailedAttempts + 1, IsRecorded, Handover!.BeginsAt, RetryAt, Handover.GivenUpAt!.Value) : new CancelStep(Id);

    /// <summary>A recorded hash of the arguments, and that of today's; null where the arguments themselves are recorded.</summary>
    /// <exception cref="DurableException">DS1031: the program doesn't have the recorded one's key.</exception>
    public abstract (ArgumentHash Recorded, ArgumentHash Now)? HashesOf(ReadOnlyMemory<byte> recorded);

    /// <summary>Tells the code the result.</summary>
    /// <exception cref="DurableException">DS1005: the recorded result doesn't fit the type any more.</exception>
    public abstract void DeliverResult(ReadOnlyMemory<byte> result);

    public abstract void DeliverFailure(Exception exception);
}

internal sealed class StepOperation<TArguments, TResult> : StepOperation
{
    private readonly ArgumentHasher _hasher;
    private TaskCompletionSource<TResult>? _completion;

    public StepOperation(StepCall<TArguments, TResult> call, ArgumentHasher hasher)
        : base(call)
    {
        _hasher = hasher;
        _completion = new TaskCompletionSource<TResult>(this);
    }

    /// <summary>For the code, when it asks for the step. Afterwards only the code keeps it, so that a long run doesn't keep every result.</summary>
    public Task<TResult> Task => _completion!.Task;

    private new StepCall<TArguments, TResult> Call => (StepCall<TArguments, TResult>)base.Call!;

    /// <summary>A compensation's arguments come from the log themselves, and its method may be mended. What was recorded decides how it is compared, so that a step may change its way.</summary>
    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) =>
        IsCompensation || (HashesOf(recorded) is { } hashes
            ? hashes.Recorded == hashes.Now
            : ArgumentComparison.Match(Call.Step.Arguments, Call.Serializer, recorded, Arguments, new PayloadName("the arguments of step", Id)));

    public override (ArgumentHash Recorded, ArgumentHash Now)? HashesOf(ReadOnlyMemory<byte> recorded)
    {
        if (!ArgumentHash.IsOne(recorded))
            return null;
        var hash = ArgumentHash.Read(recorded);
        return (hash, _hasher.Like(hash, Call.Step.Arguments.NotCompared, Id, Arguments));
    }

    public override void DeliverResult(ReadOnlyMemory<byte> result)
    {
        var decoded = Call.Serializer.Deserialize<TResult>(result, new PayloadName("the result of step", Id));
        Deliver().SetResult(decoded);
    }

    public override void DeliverFailure(Exception exception)
    {
        var completion = Deliver();
        completion.SetException(exception);
        // A loser of a WhenAny that nobody looks at is no unobserved exception of the program: it is in the log.
        _ = completion.Task.Exception;
    }

    public override void DeliverCancellation(CancellationToken token) => Deliver().SetCanceled(token);

    private TaskCompletionSource<TResult> Deliver()
    {
        var completion = Delivered(ref _completion);
        if (IsClosed)
            Forget();
        return completion;
    }
}

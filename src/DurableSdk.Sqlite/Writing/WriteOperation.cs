using System.Threading.Tasks.Sources;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// Something for the writer. <see cref="Execute"/> checks first and writes then, so that a refusal leaves nothing behind; it may be
/// called again after <see cref="RolledBack"/>. Memory that others see is changed in <see cref="Committed"/> only, but for the table of claims, which is used in the writer's turn alone.
/// </summary>
internal abstract class WriteOperation
{
    /// <summary>Drops the operation while it waits; once it is taken it can't be called back.</summary>
    public CancellationToken Cancel { get; set; }

    /// <summary>How many rows it is, for the size of a group.</summary>
    public virtual int Rows => 1;

    /// <summary>Whether a power cut must not lose it. What only this process cares about needs no flush of its own.</summary>
    public virtual bool NeedsFlush => true;

    /// <summary>Whether it may run on its caller's thread, which then waits for the disk.</summary>
    public virtual bool MayRunHere => false;

    /// <summary>Whether no other operation may share its transaction.</summary>
    public virtual bool RunsAlone => false;

    /// <summary>After <see cref="Execute"/>, for one that runs alone: whether its transaction is to be undone. It is told so, and its caller what came of it.</summary>
    public virtual bool IsToUndo => false;

    /// <summary>Runs in a transaction, on whatever thread has the writer's turn.</summary>
    public abstract void Execute(WriteTransaction transaction);

    /// <summary>The transaction is undone: what <see cref="Execute"/> noted is void.</summary>
    public virtual void RolledBack()
    {
    }

    /// <summary>The transaction is on disk. Called in the writer's turn; the caller's continuation runs outside it.</summary>
    public abstract void Committed();

    public abstract void Failed(Exception error);

    public abstract void Canceled();
}

/// <summary>An operation with a result, which is its own answer: one caller awaits it, once.</summary>
internal abstract class WriteOperation<TResult> : WriteOperation, IValueTaskSource<TResult>
{
    // Never the continuation of a caller on the writer's thread.
    private ManualResetValueTaskSourceCore<TResult> _completion = new() { RunContinuationsAsynchronously = true };
    private bool _isAnswered;

    public ValueTask<TResult> Completion => new(this, _completion.Version);

    /// <summary>Set by <see cref="WriteOperation.Execute"/>, released after the commit.</summary>
    protected TResult Result { get; set; } = default!;

    public override void Committed()
    {
        if (IsFirstAnswer())
            _completion.SetResult(Result);
    }

    public override void Failed(Exception error)
    {
        if (IsFirstAnswer())
            _completion.SetException(error);
    }

    public override void Canceled() => Failed(new OperationCanceledException(Cancel));

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        // Whoever asks too early, or again, is told so, and the operation isn't taken for answered.
        if (_completion.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("It is awaited before it is asked for its result.");
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            Answered();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    /// <summary>The caller has its answer. Of one that is used again, <see cref="WriteOperation.Committed"/> touches nothing after it has answered.</summary>
    protected virtual void Answered()
    {
    }

    /// <summary>For one that is used again: whoever awaits the former use once more is refused from now on.</summary>
    protected void Reset()
    {
        _completion.Reset();
        _isAnswered = false;
        Result = default!;
    }

    /// <summary>In the writer's turn only.</summary>
    private bool IsFirstAnswer()
    {
        var isFirst = !_isAnswered;
        _isAnswered = true;
        return isFirst;
    }
}

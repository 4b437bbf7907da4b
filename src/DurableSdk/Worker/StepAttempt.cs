using System.Data.Common;
using DurableSdk.Hosting;
using DurableSdk.Replay;

namespace DurableSdk.Worker;

/// <summary>One attempt of a step, from being handed out to its outcome. Outlives the eviction of the run's code.</summary>
internal sealed partial class StepAttempt(RunActor run, ExecuteStep command) : PoolWork, IDisposable
{
    private CancellationTokenSource? _cancellation;
    private volatile bool _isCanceled;
    private volatile bool _isTokenFired;

    public RunActor Run { get; } = run;

    public StepCall Call { get; } = command.Call;

    public int Number { get; } = command.Attempt;

    /// <summary>Whether the log holds an entry of the step, with its arguments.</summary>
    public bool IsRecorded { get; set; } = command.IsRecorded;

    /// <summary>What its next event says about the arguments: null once they are in the log.</summary>
    public ReadOnlyMemory<byte>? UnrecordedArguments => IsRecorded ? (ReadOnlyMemory<byte>?)null : Call.RecordedArguments;

    /// <summary>Of a transactional step: what its rows and its result are committed in.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>Set by the runner when it is over.</summary>
    public volatile bool IsOver;

    /// <summary>Whether the run was cancelled while it ran.</summary>
    public bool IsCanceled => _isCanceled;

    /// <summary>Whether <see cref="Token"/> is cancelled.</summary>
    public bool IsTokenFired => _isTokenFired;

    /// <summary>Made for the first who asks: most steps take none.</summary>
    public CancellationToken Token
    {
        get
        {
            // Nobody else locks it, and a lock of its own would be one more object for each step.
            lock (this)
                return _isTokenFired ? new CancellationToken(canceled: true) : (_cancellation ??= new CancellationTokenSource()).Token;
        }
    }

    public override Task RunAsync() => Run.Steps.RunAsync(this);

    public void Cancel()
    {
        _isCanceled = true;
        FireToken();
    }

    /// <summary>
    /// What the step has hung on its token is its own code: it runs apart from the run, and neither its exceptions nor its slowness
    /// reach whoever fires it.
    /// </summary>
    public void FireToken()
    {
        lock (this)
            _isTokenFired = true;
        if (_cancellation is { } source)
            Run.Execution.CancelAsync(source).ContinueWith(static fired => fired.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>Where the token has fired there is nothing to let go of, and what hangs on it may not have been called yet.</summary>
    public void Dispose()
    {
        if (!_isTokenFired)
            _cancellation?.Dispose();
    }
}

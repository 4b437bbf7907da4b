namespace DurableSdk.ConformanceTests.Harness;

/// <summary>
/// Tells whether the thread that runs a workflow's code is blocked. The store in memory answers at once, and a run that was claimed is read: the thread that
/// asked it last about the run is the one that runs the code.
/// </summary>
internal sealed class ThreadWatch
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private volatile Thread? _last;

    public void Here() => _last = Thread.CurrentThread;

    /// <summary>The thread, once it is blocked.</summary>
    public Thread Blocked()
    {
        Assert.That(SpinWait.SpinUntil(() => _last?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true, Limit), "the thread is blocked");
        return _last!;
    }
}

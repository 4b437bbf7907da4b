using DurableSdk.Hosting;

namespace DurableSdk.Testing.Scheduling;

/// <summary>A process on a loop: its work, its timers and its dice. Killed, it stops between two awaits, and nothing of it runs ever after.</summary>
internal sealed class LoopProcess
{
    private readonly Loop _loop;
    private readonly NewIds _ids;

    public LoopProcess(Loop loop, NewIds ids)
    {
        _loop = loop;
        _ids = ids;
        Scheduler = loop.AddProcess();
        Time = new LoopTimeProvider(loop.Clock, Scheduler);
        Execution = new LoopExecution(loop, Scheduler);
    }

    public LoopScheduler Scheduler { get; }

    public TimeProvider Time { get; }

    public Execution Execution { get; }

    /// <summary>Makes a host work in this process.</summary>
    public void Configure(DurableOptions options)
    {
        options.TimeProvider = Time;
        options.Execution = Execution;
        options.Ids = _ids;
    }

    /// <summary>Waits by the loop's clock, however long.</summary>
    public async Task DelayAsync(TimeSpan time, CancellationToken cancel = default)
    {
        if (time <= TimeSpan.Zero)
            return;
        var over = Execution.NewSignal();
        await using var timer = Time.CreateTimer(_ => over.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        await over.Task.WaitAsync(cancel);
    }

    /// <summary>As <c>kill -9</c>. What the current turn still does before it waits, it does.</summary>
    public void Kill() => _loop.Remove(Scheduler);
}

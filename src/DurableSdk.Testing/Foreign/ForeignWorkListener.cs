using System.Diagnostics.Tracing;
using DurableSdk.Replay;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.Testing.Foreign;

/// <summary>
/// Hears what the task library and the thread pool say of work that is handed to them, on the thread that hands it over. From the code of a workflow that is work outside of its run, which the engine's own checks
/// don't see where nobody awaits it. Off in production: it costs at each task of the process.
/// </summary>
internal sealed class ForeignWorkListener : EventListener
{
    private const string Tasks = "System.Threading.Tasks.TplEventSource";
    private const string Pool = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const EventKeywords TaskKeywords = (EventKeywords)0b111;
    private const EventKeywords PoolKeywords = (EventKeywords)0x12;

    private readonly Lock _gate = new();
    private Loop[] _loops = [];

    public ForeignWorkListener()
    {
        // The pool looks whether somebody listens when one of its threads begins to work.
        using var looked = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static looked => looked.Set(), looked, preferLocal: false);
        looked.Wait();
    }

    public void Watch(Loop loop)
    {
        lock (_gate)
            _loops = [.. _loops, loop];
    }

    public void Leave(Loop loop)
    {
        lock (_gate)
            _loops = [.. _loops.Where(one => one != loop)];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Tasks)
            EnableEvents(eventSource, EventLevel.Informational, TaskKeywords);
        else if (eventSource.Name == Pool)
            EnableEvents(eventSource, EventLevel.Verbose, PoolKeywords);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (TaskScheduler.Current is not RunScheduler run || Array.Find(_loops, static loop => loop.IsCurrent) is not { } loop)
            return;
        var isForeign = eventData.EventName switch
        {
            "TaskScheduled" => eventData.Payload?[0] is int scheduler && scheduler != run.Id && !loop.Owns(scheduler),
            "ParallelLoopBegin" or "ParallelInvokeBegin" => true,
            "ThreadPoolEnqueueWork" => true,
            _ => false,
        };
        if (isForeign && !ForeignWork.IsOfTheContainer())
            loop.Report(ForeignWork.Here);
    }
}

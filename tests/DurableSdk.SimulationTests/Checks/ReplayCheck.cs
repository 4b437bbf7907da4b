using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Replay;
using DurableSdk.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.SimulationTests.Checks;

/// <summary>A core that gets a whole log comes to the end that the log has.</summary>
internal sealed class ReplayCheck(IServiceProvider services, RunLog log, Action<string, string> report)
{
    private readonly DurableRuntime _runtime = services.GetRequiredService<DurableRuntime>();

    public void Run()
    {
        var live = CreateAsync().AsTask().GetAwaiter().GetResult();
        try
        {
            Replay(live.Core);
        }
        finally
        {
            live.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private ValueTask<LiveRun> CreateAsync() =>
        LiveRun.CreateAsync(_runtime, log.RunId, _runtime.Workflows.Find(log.Run.Workflow)!, log.Entries.Count, RunHistory.Of(log.Entries));

    private void Replay(ReplayCore core)
    {
        foreach (var entry in log.Entries.SkipLast(1))
            core.Apply(entry, isReplay: true);
        var end = log.Entries[^1];
        if (end.Event is not WorkflowTerminated && LogCheck.IsEnd(end.Event))
            LookAtEnd(core.TakeCommands(), end.Event);
        core.Apply(end, isReplay: true);
        if (core.Error is { } error)
            report("replay", $"{log.RunId}: the log isn't replayed: {error.Message}");
        else if (LogCheck.IsEnd(end.Event) && (!core.IsFinished || (end.Event is not WorkflowTerminated && core.TakeCommands().Count > 0)))
            report("replay", $"{log.RunId}: the log has its end, and the core goes on");
    }

    private void LookAtEnd(IReadOnlyList<Command> commands, RunEvent recorded)
    {
        var same = commands is [.., var last] && (last, recorded) switch
        {
            (FinishRun finish, _) => EventBody.Write(finish.Outcome).Span.SequenceEqual(EventBody.Write(recorded).Span),
            (ContinueRun, ContinuedAsNew) => true,
            _ => false,
        };
        if (!same)
            report("replay", $"{log.RunId}: the log ends with {recorded}, and a core that has all before it wants {string.Join(", ", commands)}");
    }
}

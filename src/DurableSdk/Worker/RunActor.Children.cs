using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Children are created, and told, in the transactions of their parent; a parent is told in the last transaction of its child.</summary>
internal sealed partial class RunActor
{
    /// <summary>Why a child can't be started; null where all can.</summary>
    private DurableException? WhyNotStarted(IReadOnlyList<Command> commands)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            if (commands[i] is not StartChild { Call: var call })
                continue;
            if (call.Depth > _worker.Options.ChildDepthMax)
                return HostingErrors.TooDeep(RunId, Definition.Key, call, _worker.Options.ChildDepthMax);
            if (!_worker.Runtime.Workflows.IsSubset && _worker.Runtime.Workflows.Find(call.Workflow) is null)
                return HostingErrors.UnknownChild(RunId, Definition.Key, call, _worker.Runtime.Workflows.Names);
        }

        return null;
    }

    /// <summary>The child's id is drawn once for the commit that records it, however often that is proposed.</summary>
    private void BeginChild(ChildCall call)
    {
        var now = _worker.Runtime.UtcNow;
        var childId = _worker.Runtime.Ids.RunId(now);
        var started = new WorkflowStarted(call.Workflow.Name, call.Workflow.Version, call.Arguments, _worker.Runtime.Ids.Seed())
        {
            Parent = new ParentLink(RunId, call.IsDetached ? null : call.Id, call.Depth),
            TraceParent = TraceParent,
        };
        Record(new ChildStarted(call.Id, call.Source, childId, call.Workflow.Name, call.Workflow.Version, call.Arguments) { IsDetached = call.IsDetached });
        Extras.Children.Add(() => _worker.Runtime.NewRun(childId, started, now));
    }

    private void GiveUpChild(CancelChild command)
    {
        Record(new ChildCancelRequested(command.Id));
        Extras.Messages.Add(ChildMessages.Cancel(RunId, command.RunId, "no longer waits for it", _worker.Runtime.UtcNow));
    }

    private async Task FinishAsync(FinishRun command)
    {
        Record(command.Outcome);
        CancelAll(command.Children);
        if (command is { Parent: { } parent, Told: { } told })
            Extras.Messages.Add(await WhenEncodableAsync((parent, told), static (run, end) => ChildMessages.Ended(run._worker.Runtime.Events, end.parent, end.told, run._worker.Runtime.UtcNow)));
    }

    private void CancelAll(IReadOnlyList<CancelChild> children)
    {
        foreach (var child in children)
            Extras.Messages.Add(ChildMessages.Cancel(RunId, child.RunId, "has ended", _worker.Runtime.UtcNow));
    }
}

using DurableSdk.Events;

namespace DurableSdk;

/// <summary>Where a run stands in its workflow's graph, by its log.</summary>
/// <param name="Graph">The graph of the workflow's version that the run is pinned to.</param>
/// <param name="Open">The states that the run is in: their operations are recorded and have no outcome. A fast step has no entry before its outcome, so none may be open while one runs.</param>
/// <param name="Passed">The states that the run has passed at least once.</param>
/// <param name="Last">The state that the last recorded outcome belongs to; null where there is none.</param>
public sealed record RunPosition(WorkflowGraph Graph, IReadOnlyList<WorkflowState> Open, IReadOnlyList<WorkflowState> Passed, WorkflowState? Last)
{
    internal static async Task<RunPosition> OfAsync(WorkflowGraph graph, IAsyncEnumerable<LogEntry> log)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        var passed = new List<string>();
        var children = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var entry in log)
        {
            if (Ends(entry.Event))
                open.Clear();
            if (entry.Event is not OperationEvent e || IsOfAnEarlierRun(e, children))
                continue;
            if (e is ChildStarted child)
                children[child.Id] = child.RunId;
            if (IsOpen(e))
            {
                open.Add(e.Id);
                continue;
            }

            open.Remove(e.Id);
            passed.Add(e.Id);
        }

        var last = Enumerable.Reverse(passed).Select(id => graph.Locate([id]).SingleOrDefault()).FirstOrDefault(state => state is not null);
        return new RunPosition(graph, graph.Locate(open), graph.Locate(passed), last);
    }

    /// <summary>What is recorded before an outcome; all else is one.</summary>
    private static bool IsOpen(OperationEvent e) => e is StepStarted or StepAttemptFailed or TimerStarted or ChildStarted { IsDetached: false } or ChildCancelRequested or HookCreated { Code: null };

    /// <summary>A child of the run before it in the chain has the same id where it was called at the same place.</summary>
    private static bool IsOfAnEarlierRun(OperationEvent e, Dictionary<string, string> children) => e is ChildEnded ended && children.GetValueOrDefault(ended.Id) != ended.RunId;

    private static bool Ends(RunEvent e) => e is WorkflowCompleted or WorkflowFailed or WorkflowCanceled or WorkflowTerminated or ContinuedAsNew;
}

using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk.Testing.Machines;

/// <summary>Says what the runs of a test stand at, for a person who wonders why nothing happens.</summary>
internal static class OpenRuns
{
    private const int RunsMax = 10;

    public static string Describe(InMemoryDatabase database)
    {
        lock (database.Gate)
        {
            var open = database.Created.Where(run => !run.Status.IsFinished()).ToList();
            var lines = open.Take(RunsMax).Select(Describe);
            return open.Count == 0 ? "" : $"{Environment.NewLine}{string.Join(Environment.NewLine, lines)}{(open.Count > RunsMax ? $"{Environment.NewLine}  and {open.Count - RunsMax} more" : "")}{Environment.NewLine}";
        }
    }

    private static string Describe(InMemoryRun run)
    {
        var last = Read(run);
        var why = last is Blocked blocked ? blocked.Report : $"its last event is {run.Events.Count} {run.Events[^1].Kind}{(last is OperationEvent e ? $" of {e.Id}" : "")}";
        return $"  {run.Workflow.Name} {run.RunId} is {run.Status}: {why}";
    }

    /// <summary>An event that a codec hides is named by its kind only.</summary>
    private static RunEvent? Read(InMemoryRun run)
    {
        try
        {
            return EventCodec.Plain.Decode(run.RunId, run.Events[^1]).Event;
        }
        catch (DurableException)
        {
            return null;
        }
    }
}

using DurableSdk.Storage;

namespace DurableSdk.Benchmarks;

/// <summary>Bodies of the events that a workflow of steps writes, as the engine writes them today.</summary>
/// <param name="Started">Of its first event.</param>
/// <param name="Completed">Of each step's.</param>
/// <param name="Ended">Of its last.</param>
internal sealed record WorkflowBodies(byte[] Started, byte[] Completed, byte[] Ended)
{
    public static async Task<WorkflowBodies> RecordedAsync(Setting setting) => new(
        await RecordedBodies.OfAsync(setting, EventKind.WorkflowStarted),
        await RecordedBodies.OfAsync(setting, EventKind.StepCompleted),
        await RecordedBodies.OfAsync(setting, EventKind.WorkflowCompleted));
}

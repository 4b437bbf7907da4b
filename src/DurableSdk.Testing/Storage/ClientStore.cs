using DurableSdk.Storage;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.Testing.Storage;

/// <summary>The store as a test sees it: its waits run the loop.</summary>
internal sealed class ClientStore(IEventStore inner, LoopProcess process) : StoreDecorator(inner)
{
    public override ValueTask<FinishedRun> WaitForFinishAsync(string runId, CancellationToken cancel) =>
        new(process.Execution.WaitAsync(() => base.WaitForFinishAsync(runId, cancel).AsTask()));

    public override async ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel) =>
        await process.Execution.WaitAsync(async () =>
        {
            await base.WaitForEventsAsync(afterPosition, cancel);
            return true;
        });
}

using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.Engine;

internal sealed class Workflows(DurableClient client) : IWorkload
{
    public async Task TenStepsAsync(string id) => await (await client.StartTenStepsWorkflowAsync(new() { RunId = id })).ResultAsync();

    public async Task FanOutAsync(string id) => await (await client.StartFanOutWorkflowAsync(new() { RunId = id })).ResultAsync();

    public async Task<Slept> SleepUntilAsync(string id, DateTimeOffset dueAt) =>
        await (await client.StartSleeperWorkflowAsync(dueAt, new() { RunId = id })).ResultAsync();

    /// <summary>Starts the run that will be killed, unless it is there: then the host goes on with it by itself.</summary>
    public async Task ResumedAsync(string id) => await (await client.StartResumedWorkflowAsync(new() { IdempotencyKey = id })).WaitAsync();
}

using System.Security.Cryptography;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests.Harness;

/// <summary>What an older program has left behind.</summary>
internal static class EarlierRuns
{
    /// <summary>A run of a version that isn't the highest.</summary>
    public static async Task CreateAsync(TestHost host, string runId, string workflow, int version, string arguments)
    {
        var input = System.Text.Encoding.UTF8.GetBytes(arguments);
        var now = DateTimeOffset.UtcNow;
        await host.Store.CreateRunAsync(
            new NewRun
            {
                RunId = runId,
                Workflow = workflow,
                Version = version,
                InputHash = SHA256.HashData(input),
                CreatedAt = now,
                Started = EventCodec.Plain.Encode(runId, new LogEntry(1, now, new WorkflowStarted(workflow, version, input, 42))),
            },
            default);
    }
}

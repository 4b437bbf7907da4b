using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Testing.Machines;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Testing.Crashes;

/// <summary>Watches that no step begins whose outcome is recorded.</summary>
internal sealed class RecordedOnce
{
    private readonly List<string> _broken = [];

    /// <summary>What ran although it was recorded.</summary>
    public IReadOnlyList<string> Broken => _broken;

    public void Look(TestCluster cluster, TestStepCall call)
    {
        var codec = cluster.Tester.Services.GetRequiredService<DurableRuntime>().Events;
        var database = cluster.Machine.Database;
        lock (database.Gate)
        {
            if (database.Runs.TryGetValue(call.RunId, out var run)
                && run.Events.Select(stored => codec.Decode(call.RunId, stored).Event).Any(e => e is (StepCompleted or StepFailed or CompensationCompleted) and StepEvent step && step.Id == call.StepId))
                _broken.Add($"{call.StepId} of run {call.RunId}");
        }
    }
}

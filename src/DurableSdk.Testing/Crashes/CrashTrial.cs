using System.Text.Json;
using DurableSdk.Storage;
using DurableSdk.Testing.Machines;

namespace DurableSdk.Testing.Crashes;

/// <summary>What came of a scenario in which the host died at one moment, or never.</summary>
/// <param name="Outcome">What the scenario gave, and how the runs stand, as text.</param>
/// <param name="Blocked">The runs that are blocked, and why; empty where none is.</param>
/// <param name="Moments">The moments that came by.</param>
/// <param name="Broken">Steps that ran although they were recorded.</param>
/// <param name="Exception">What the scenario threw.</param>
internal sealed record CrashTrial(string Outcome, string Blocked, IReadOnlyList<string> Moments, IReadOnlyList<string> Broken, Exception? Exception)
{
    /// <summary>A tuple has nothing but fields.</summary>
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    public static async Task<CrashTrial> RunAsync<TResult>(
        TestSetup setup, Func<TestSetup, Task<WorkflowTestHost>> start, Func<WorkflowTestHost, Task<TResult>> scenario, int? crashAt)
    {
        var points = new CrashPoints(crashAt);
        var once = new RecordedOnce();
        var host = await start(setup with
        {
            Decorate = (cluster, store, process) => new CrashingStore(setup.Decorate?.Invoke(cluster, store, process) ?? store, cluster, points),
            Observe = (cluster, call) =>
            {
                once.Look(cluster, call);
                if (points.Pass($"at the beginning of attempt {call.Attempt} of {call.StepId} of run {call.RunId}"))
                    cluster.Die();
            },
        }).ConfigureAwait(false);
        await using var end = host.ConfigureAwait(false);
        try
        {
            var result = await scenario(host).ConfigureAwait(false);
            return new CrashTrial($"{JsonSerializer.Serialize(result, WithFields)}{await RunsAsync(host).ConfigureAwait(false)}", host.DescribeBlocked(), points.Passed, once.Broken, null);
        }
        catch (Exception e)
        {
            return new CrashTrial($"{e.GetType()}", host.DescribeBlocked(), points.Passed, once.Broken, e);
        }
    }

    /// <summary>How many runs there are of each workflow, by how they stand.</summary>
    private static async Task<string> RunsAsync(WorkflowTestHost host) => string.Concat((await host.Client.CountRunsAsync().ConfigureAwait(false))
        .GroupBy(static count => $"{count.Workflow} {Standing(count.Status)}", static count => count.Count)
        .Select(static counts => $"; {counts.Sum()} of {counts.Key}"));

    /// <summary>Where an unfinished run has got to is a matter of the moment; a blocked one gets no further.</summary>
    private static string Standing(RunStatus status) => status.IsFinished() || status == RunStatus.Blocked ? $"{status}" : "unfinished";
}

using System.Diagnostics;

namespace DurableSdk.EngineTests.Harness;

/// <summary>Keeps the activities that were asked for by a tag's value; other tests run beside it.</summary>
internal sealed class Traced : IDisposable
{
    private readonly ActivityListener _listener;

    public Traced(Func<Activity, bool>? onStart = null) => ActivitySource.AddActivityListener(_listener = new ActivityListener
    {
        ShouldListenTo = source => source.Name == DurableTelemetry.ActivitySourceName,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStarted = activity => _ = onStart?.Invoke(activity),
        ActivityStopped = activity => All.Add(activity),
    });

    public Observed<Activity> All { get; } = new();

    /// <summary>The first of a run that has ended; a start has no attempt.</summary>
    public Task<Activity> First(string runId, string name, int attempt = 1, string? outcome = null) => All.First(activity => activity.DisplayName == name && Equals(activity.GetTagItem("durable.run.id"), runId)
        && (activity.GetTagItem("durable.step.attempt") ?? attempt) is int number && number == attempt && (outcome is null || Equals(activity.GetTagItem("durable.step.outcome"), outcome))).Soon();

    public void Dispose() => _listener.Dispose();
}

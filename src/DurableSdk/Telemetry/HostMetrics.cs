using System.Diagnostics;
using System.Diagnostics.Metrics;
using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Worker;

namespace DurableSdk.Telemetry;

/// <summary>What client and worker of one program count and measure. A listener that fails changes no run, and what nobody listens to costs a look.</summary>
internal sealed class HostMetrics : IDisposable
{
    /// <summary>Seconds. What collects them would else take boundaries that suit milliseconds.</summary>
    private static readonly double[] ShortTimes = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];

    private static readonly double[] Times = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];

    /// <summary>To a month.</summary>
    private static readonly double[] LongTimes = [0.01, 0.1, 0.5, 1, 5, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000];

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _blocked;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _projected;
    private readonly Counter<long> _projectionFailures;
    private readonly Histogram<double> _runs;
    private readonly Histogram<double> _attempts;
    private readonly Histogram<double> _appends;
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _projectionLateness;

    public HostMetrics(IMeterFactory? factory, TimeProvider time, HostReport report)
    {
        _meter = factory?.Create(DurableTelemetry.MeterName) ?? new Meter(DurableTelemetry.MeterName);
        _time = time;
        _started = _meter.CreateCounter<long>("durable.runs.started", "{run}", "Runs that this program has created: by a client, as children, or as the next of a chain.");
        _ended = _meter.CreateCounter<long>("durable.runs.ended", "{run}", "Runs that this program has ended.");
        _blocked = _meter.CreateCounter<long>("durable.runs.blocked", "{run}", "How often a run of this host was blocked.");
        _messages = _meter.CreateCounter<long>("durable.messages", "{message}", "Signals, updates and deliveries to hooks that runs of this host have taken in.");
        _projected = _meter.CreateCounter<long>("durable.projection.events", "{event}", "Events that a projection of this host is done with.");
        _projectionFailures = _meter.CreateCounter<long>("durable.projection.failures", "{failure}", "How often a projection of this host failed and was tried again.");
        _runs = Histogram("durable.run.duration", "From a run's creation to its end.", LongTimes);
        _attempts = Histogram("durable.step.duration", "One attempt of a step, without its wait for a slot.", Times);
        _appends = Histogram("durable.append.duration", "From a run's request to write until it is told that the events are on the disk.", ShortTimes);
        _lateness = Histogram("durable.timer.lateness", "From when a timer was due until its run noticed.", ShortTimes);
        _projectionLateness = Histogram("durable.projection.lateness", "From when an event was recorded until a projection was done with it.", Times);
        _meter.CreateObservableUpDownCounter("durable.runs.in_memory", () => report.Worker?.RunsInMemory ?? 0, "{run}", "Runs whose code this host has in memory.");
        _meter.CreateObservableUpDownCounter("durable.steps.running", () => report.Worker?.Steps.Running ?? 0, "{step}", "Attempts of steps that run now, of those that take a slot.");
        _meter.CreateObservableUpDownCounter("durable.host.active", () => report.Worker is null ? 0 : 1, "{host}", "1 while this host executes the store's runs, 0 while it is a standby or stops.");
        _meter.CreateObservableGauge("durable.host.outage", () => report.Outage.TotalSeconds, "s", "For how long the store has refused what this host must do; 0 while it works.");
    }

    public bool MeasuresAttempts => _attempts.Enabled;

    public bool CountsEvents => _started.Enabled || _ended.Enabled || _blocked.Enabled || _runs.Enabled || _messages.Enabled;

    /// <returns>For <see cref="Appended"/>.</returns>
    public long BeginAppend() => _appends.Enabled ? _time.GetTimestamp() : 0;

    public void Appended(long begun)
    {
        if (begun != 0)
            Record(_appends, _time.GetElapsedTime(begun), default);
    }

    public void Started(string workflow) => Count(_started, [new(Tags.Workflow, workflow)]);

    /// <param name="workflow">The workflow's name.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="age">Since its creation.</param>
    public void Ended(string workflow, RunStatus status, TimeSpan age)
    {
        TagList tags = [new(Tags.Workflow, workflow), new(Tags.Status, status.ToString())];
        Count(_ended, tags);
        Record(_runs, age, tags);
    }

    public void Committed(string workflow, RunEvent e)
    {
        switch (e)
        {
            case ChildStarted child: Started(child.Workflow); break;
            case ContinuedAsNew: Started(workflow); break;
            case SignalReceived: Received(workflow, "signal"); break;
            case UpdateAccepted: Received(workflow, "update"); break;
            case HookResumed: Received(workflow, "hook"); break;
            case Blocked blocked: Count(_blocked, [new(Tags.Workflow, workflow), new(Tags.ErrorCode, blocked.Code)]); break;
        }
    }

    public void TimerFired(string workflow, TimeSpan late) => Record(_lateness, late, [new(Tags.Workflow, workflow)]);

    public void Attempted(AttemptOutcome outcome, TimeSpan duration)
    {
        TagList tags = [new(Tags.Workflow, outcome.Attempt.Run.Definition.Key.Name), new(Tags.Step, outcome.Attempt.Call.Name), new(Tags.Outcome, outcome.Word)];
        if (outcome.Error is { } error)
            tags.Add(Tags.ErrorType, error.GetType().FullName);
        Record(_attempts, duration, tags);
    }

    /// <param name="projection">The projection's name.</param>
    /// <param name="events">How many it is done with.</param>
    /// <param name="late">How long ago the last of them was recorded.</param>
    public void Projected(string projection, int events, TimeSpan late)
    {
        TagList tags = [new(Tags.Projection, projection)];
        Count(_projected, tags, events);
        Record(_projectionLateness, late, tags);
    }

    public void ProjectionFailed(string projection) => Count(_projectionFailures, [new(Tags.Projection, projection)]);

    public void Dispose() => _meter.Dispose();

    private Histogram<double> Histogram(string name, string description, IReadOnlyList<double> boundaries) =>
        _meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });

    private void Received(string workflow, string kind) => Count(_messages, [new(Tags.Workflow, workflow), new(Tags.Message, kind)]);

    private static void Count(Counter<long> counter, in TagList tags, long count = 1)
    {
        try
        {
            counter.Add(count, tags);
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }

    private static void Record(Histogram<double> histogram, TimeSpan time, in TagList tags)
    {
        try
        {
            histogram.Record(time.TotalSeconds, tags);
        }
        catch (Exception)
        {
            // The listener's own.
        }
    }
}

using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Failures;
using DurableSdk.Payloads;
using DurableSdk.Replay;

namespace DurableSdk.UnitTests.Harness;

/// <summary>
/// Drives a core as a worker would, with a time of its own. Beside the live core, every event builds a second one from the whole
/// log as a store gives it back, and both must want the same: whatever a test shows, it shows of an evicted run too.
/// </summary>
internal sealed partial class CoreHarness : IDisposable
{
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly WorkflowDefinition _definition;
    private readonly CoreOptions _options;
    private readonly PayloadSerializer _serializer;
    private readonly List<LogEntry> _log = [];
    private readonly Dictionary<string, Command> _calls = [];
    private readonly Dictionary<string, string> _open = [];
    private readonly HashSet<string> _recorded = [];
    private readonly ReplayCore _core;

    private CoreHarness(WorkflowDefinition definition, CoreOptions options)
    {
        _definition = definition;
        _options = options;
        _serializer = new PayloadSerializer(new(PayloadSerializer.CreateOptions()) { MaxDepth = options.DepthMax }, options.BytesMax);
        Exceptions = new ExceptionTable(options.Exceptions, _serializer);
        _core = Build(definition);
    }

    public DateTimeOffset Now { get; private set; } = Epoch;

    public ReplayCore Core => _core;

    public ExceptionTable Exceptions { get; }

    public IReadOnlyList<LogEntry> Log => _log;

    public static CoreHarness Start<TResult>(Func<Task<TResult>> method, CoreOptions? options = null) => Start(TestWorkflow.Of(method), options);

    public static CoreHarness Start(Func<Task> method, CoreOptions? options = null) => Start(TestWorkflow.Of(method), options);

    public static CoreHarness Start(WorkflowDefinition definition, CoreOptions? options = null)
    {
        var harness = new CoreHarness(definition, options ?? new CoreOptions());
        harness.Apply(new WorkflowStarted("Test", 1, harness._options.Arguments, harness._options.Seed)
        {
            Rules = harness._options.Rules,
            FirstRunId = harness._options.Chain?.First,
            PreviousRunId = harness._options.Chain?.Previous,
            Attributes = harness._options.Attributes,
            Parent = harness._options.Parent,
            ForkedFromRunId = harness._options.ForkedAt > 0 ? "origin" : null,
            ForkedAt = harness._options.ForkedAt,
        });
        return harness;
    }

    public CoreHarness Advance(double seconds)
    {
        Now = Now.AddSeconds(seconds);
        return this;
    }

    public CoreHarness Complete<TResult>(string id, TResult result) => Apply(new StepCompleted(
        id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id), _serializer.Serialize(result, "a result")));

    public CoreHarness Complete(string id) => Complete(id, 0);

    public CoreHarness Fail(string id, Exception exception) => Apply(new StepFailed(
        id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id), Exceptions.Capture(exception)));

    public CoreHarness FailAttempt(string id, double retryAfterSeconds) => Apply(new StepAttemptFailed(
        id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id), Exceptions.Capture(new IOException("broken pipe")), Now.AddSeconds(retryAfterSeconds)));

    public CoreHarness Started(string id) => Apply(new StepStarted(id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id)));

    public CoreHarness StartTimer(string id)
    {
        var call = ((StartTimer)_calls[id]).Call;
        return Apply(new TimerStarted(id, call.Source, call.Arguments, call.DueAt(Now)));
    }

    public CoreHarness RecordPatch(string id) => Apply(new PatchRecorded(id));

    public CoreHarness Mark(string id) => Apply(((RecordMark)_calls[id]).Event);

    public CoreHarness Fire(string id) => Apply(new TimerFired(id));

    public CoreHarness CancelTimer(string id) => Apply(new TimerCanceled(id));

    public CoreHarness Cancel(string? reason = null) => Apply(new CancelRequested(reason));

    public CoreHarness Signal<T>(string name, T payload) => Apply(new SignalReceived(name, _serializer.SerializeArguments(Flow.Codec<T>(), new(payload), "a signal"), null));

    public CoreHarness Update<T>(string id, string name, T argument) =>
        Apply(new UpdateAccepted(id, name, _serializer.SerializeArguments(Flow.Codec<T>(), new(argument), "an update")));

    /// <summary>Records how an update ended, as the core wants it.</summary>
    public CoreHarness EndUpdate(string id) => Apply(((CompleteUpdate)_calls[id]).Outcome);

    /// <summary>Records that a message was sent, or why not.</summary>
    public CoreHarness Sent(string id, DurableException? refused = null)
    {
        var call = ((SendSignal)_calls[id]).Call;
        return Apply(new MessageSent(id, call.Source, call.To, call.Name, call.Arguments) { Code = refused?.Code, Report = refused?.Message });
    }

    /// <summary>Records that a hook was made, with this token or that which the code gives, or why not.</summary>
    public CoreHarness Made(string id, string token = "secret", DurableException? refused = null, string? address = "https://shop.test/hooks/")
    {
        var call = ((DurableSdk.Replay.CreateHook)_calls[id]).Call;
        return Apply(new HookCreated(id, call.Source, call.Name, call.Token ?? token, call.Arguments)
        {
            PayloadType = call.PayloadType,
            ExpiresAt = call.ExpiresAt(Now),
            Address = address,
            Code = refused?.Code,
            Report = refused?.Message,
        });
    }

    public CoreHarness Deliver<T>(T payload, string token = "secret") =>
        Apply(new HookResumed("Hook#1", token, _serializer.SerializeArguments(Flow.Codec<T>(), new(payload), "a delivery"), null));

    public CoreHarness Expire(string id) => Apply(new HookExpired(id));

    public CoreHarness Closed(string id) => Apply(new HookClosed(id));

    /// <summary>Records that a child was started.</summary>
    public CoreHarness StartChild(string id, string runId)
    {
        var call = ((StartChild)_calls[id]).Call;
        return Apply(new ChildStarted(id, call.Source, runId, call.Workflow.Name, call.Workflow.Version, call.Arguments) { IsDetached = call.IsDetached });
    }

    public CoreHarness ChildCompleted<TResult>(string id, string runId, TResult result) => Apply(new ChildCompleted(id, runId, _serializer.Serialize(result, "a result")));

    /// <summary>A child ended without a result; one that failed did so by a broken pipe.</summary>
    public CoreHarness ChildFailed(string id, string runId, RunStatus status) => Apply(new ChildFailed(id, runId, status)
    {
        Failure = status == RunStatus.Failed ? Exceptions.Capture(new IOException("broken pipe")) : null,
        Reason = status == RunStatus.Failed ? null : "enough",
    });

    /// <summary>Appends an event and applies it; what the core wanted before must have been asserted.</summary>
    public CoreHarness Apply(RunEvent e)
    {
        NothingLeft();
        var entry = new LogEntry(_log.Count + 1, Now, e);
        _log.Add(entry);
        Record(e);
        _core.Apply(entry, isReplay: false);
        Take();
        if (_options.IsEvictedToo)
            CompareWithEvicted();
        return this;
    }

    /// <summary>A new core for other code over this log; the caller owns it.</summary>
    public ReplayCore Replay(WorkflowDefinition definition, ArgumentHashKeys? hashKeys = null)
    {
        var core = Replay(definition, history: null, hashKeys);
        if (!core.NeedsHistory)
            return core;
        core.Dispose();
        return Replay(definition, RunHistory.Of(_log), hashKeys);
    }

    private ReplayCore Replay(WorkflowDefinition definition, RunHistory? history, ArgumentHashKeys? hashKeys)
    {
        var core = Build(definition, _log.Count, history, hashKeys);
        foreach (var stored in _log.Select(entry => EventCodec.Plain.Encode(RunId, entry)))
            core.Apply(EventCodec.Plain.Decode(RunId, stored), isReplay: true);
        return core;
    }

    public ReplayCore BuildEmpty() => Build(_definition);

    /// <summary>A core that is to apply this log; the caller owns it.</summary>
    public ReplayCore BuildFor(WorkflowDefinition definition, RunHistory? history) => Build(definition, _log.Count, history);

    public StepCall CallOf(string id) => _calls[id] is SettleStep settle ? settle.Call : ((ExecuteStep)_calls[id]).Call;

    public void Dispose() => _core.Dispose();

    private const string RunId = "run-1";

    private ReplayCore Build(WorkflowDefinition definition, long logEnd = 0, RunHistory? history = null, ArgumentHashKeys? hashKeys = null)
    {
        var setup = new RunSetup
        {
            RunId = RunId,
            Definition = definition,
            Target = null,
            Serializer = _serializer,
            HashKeys = hashKeys ?? _options.HashKeys,
            Exceptions = Exceptions,
            OnViolation = _options.OnViolation,
            OnLateViolation = _options.OnLateViolation,
        };
        return new ReplayCore(setup, logEnd, history);
    }

    private int Attempt(string id) => _calls[id] is SettleStep settle ? settle.Attempt : ((ExecuteStep)_calls[id]).Attempt;

    private ReadOnlyMemory<byte>? ArgumentsOnce(string id) => _recorded.Contains(id) ? default(ReadOnlyMemory<byte>?) : CallOf(id).RecordedArguments;
}

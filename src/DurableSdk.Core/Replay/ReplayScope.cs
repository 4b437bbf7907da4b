using DurableSdk.CompilerServices;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Replay;

/// <summary>A core as the workflow's code sees it.</summary>
internal sealed class ReplayScope : RunScope
{
    private readonly ReplayCore _core;

    public ReplayScope(ReplayCore core)
    {
        _core = core;
        Log = new RunLogger(() => core.IsReplaying);
        Info = new RunInfo(core);
    }

    public RunLogger Log { get; }

    internal override DateTimeOffset UtcNow => _core.UtcNow;

    internal override Random Random
    {
        get
        {
            _core.EnsureMayAct("Durable.Random");
            return _core.Random;
        }
    }

    internal override DurableRun Info { get; }

    internal override ILogger Logger => Log;

    public override Task<TResult> CallStep<TArguments, TResult>(
        StepDescriptor<TArguments, TResult> step, CallSite site, object? target, TArguments arguments) => _core.CallStep(step, site, target, arguments);

    public override Task<TResult> CallWorkflow<TArguments, TResult>(ChildWorkflow<TArguments, TResult> child, CallSite site, TArguments arguments) =>
        _core.CallWorkflow(child, site, arguments);

    public override Task Sleep(CallSite site, TimeSpan duration) => _core.Sleep(site, duration);

    public override Task SleepUntil(CallSite site, DateTimeOffset dueAt) => _core.SleepUntil(site, dueAt);

    public override Task WithTimeout(CallSite site, Task task, TimeSpan timeout) => _core.WithTimeout(site, task, timeout);

    public override Task<TResult> WithTimeout<TResult>(CallSite site, Task<TResult> task, TimeSpan timeout) => _core.WithTimeout(site, task, timeout);

    public override void SetStatus(CallSite site, string? text) => _core.SetStatus(site, text);

    public override void SetAttribute(CallSite site, string key, AttributeValue? value) => _core.SetAttribute(site, key, value);

    public override Task<T> WaitForSignal<T>(CallSite site, string name, TimeSpan? timeout) => _core.WaitForSignal<T>(site, name, timeout);

    public override Task Send(CallSite site, string runId, string name) => _core.Send(site, runId, name, ArgumentCodec.None, default);

    public override Task Send<T>(CallSite site, string runId, string name, T payload) =>
        _core.Send(site, runId, name, ArgumentCodec.Of<T>("payload"), new ValueTuple<T>(payload));

    public override Task<Hook<T>> CreateHook<T>(CallSite site, string? name, TimeSpan? expiresAfter, string? token, int? deliveriesMax) =>
        _core.CreateHook<T>(site, name, expiresAfter, token, deliveriesMax);

    public override Task<bool> Until(CallSite site, Func<bool> condition, TimeSpan? timeout) => _core.Until(site, condition, timeout);

    public override IAsyncEnumerable<TTask> WhenEach<TTask>(IEnumerable<TTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return CompletionOrder.Enumerate(tasks.Distinct().ToArray());
    }

    internal override Guid NewGuid()
    {
        _core.EnsureMayAct("Durable.NewGuid");
        return _core.Ids.NextGuid();
    }

    internal override bool Patched(string id) => _core.Patched(id);

    internal override Task<string> Detach(Func<Task> work) => _core.Detach(work);

    internal override Task Shield(Func<Task> work) => _core.Shield(work);

    internal override Task<TResult> Shield<TResult>(Func<Task<TResult>> work) => _core.Shield(work);

    internal override ContinueAsNewException ContinueAsNew(object?[]? arguments) => _core.ContinueAsNew(arguments);

    internal override RunScope Here() => _core.FindLeft() is { } error ? new LeftScope(error) : this;

    private sealed class RunInfo(ReplayCore core) : DurableRun
    {
        public override string RunId => core.TellIds().RunId;

        public override string FirstRunId => core.TellIds().FirstRunId;

        public override string? PreviousRunId => core.TellPreviousRunId();

        public override string? ParentRunId => core.Parent?.RunId;

        public override string WorkflowName => core.Workflow.Name;

        public override int Version => core.Workflow.Version;

        public override bool IsReplaying => core.IsReplaying;
    }
}

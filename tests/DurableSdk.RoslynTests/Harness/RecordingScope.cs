using System.Runtime.CompilerServices;
using DurableSdk.CompilerServices;
using DurableSdk.Payloads;
using DurableSdk.Replay;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using CallSite = DurableSdk.CompilerServices.CallSite;

namespace DurableSdk.RoslynTests.Harness;

/// <summary>
/// Stands for a run: writes down what was intercepted, passes arguments and results through the serialiser as an engine does,
/// and calls the step itself.
/// </summary>
internal sealed class RecordingScope : RunScope
{
    private readonly PayloadSerializer _serializer = new(PayloadSerializer.CreateOptions());
    private int _isBegun;

    public List<string> Sites { get; } = [];

    /// <summary>Whether each step is undone as soon as it is done.</summary>
    public bool Undoes { get; init; }

    public List<string> Sources { get; } = [];

    public List<Type?> Services { get; } = [];

    public List<StepOptions> Options { get; } = [];

    public List<string> Arguments { get; } = [];

    public List<IReadOnlyList<int>> NotCompared { get; } = [];

    public List<string> Children { get; } = [];

    /// <summary>Whether workflows that are called aren't executed.</summary>
    public bool TakesChildren { get; init; }

    internal override DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch;

    internal override Random Random { get; } = new(1);

    internal override DurableRun Info => throw new NotSupportedException();

    internal override ILogger Logger => NullLogger.Instance;

    public override async Task<TResult> CallStep<TArguments, TResult>(
        StepDescriptor<TArguments, TResult> step, CallSite site, object? target, TArguments arguments)
    {
        _ = Record(site);
        Services.Add(step.Service);
        Options.Add(step.Options);
        NotCompared.Add(step.Arguments.NotCompared);
        var json = _serializer.SerializeArguments(step.Arguments, arguments, "arguments");
        Arguments.Add($"{string.Join(",", step.Arguments.Names)}={System.Text.Encoding.UTF8.GetString(json.Span)}");
        var decoded = _serializer.DeserializeArguments(step.Arguments, json, "arguments");
        WorkflowScope.Enter(null!);
        var result = await step.Invoke(target, decoded, new CancellationToken(canceled: false));
        var written = _serializer.Serialize(result, "result");
        if (Undoes)
            await UndoAsync(step.Compensation!, target, json, written);
        return _serializer.Deserialize<TResult>(written, "result");
    }

    /// <summary>The first call is the case's own, which is to run here; of the others it is written down which workflow is called.</summary>
    public override Task<TResult> CallWorkflow<TArguments, TResult>(ChildWorkflow<TArguments, TResult> child, CallSite site, TArguments arguments)
    {
        if (!TakesChildren || Interlocked.Exchange(ref _isBegun, 1) == 0)
            return null!;
        _ = Record(site);
        var json = _serializer.SerializeArguments(child.Arguments, arguments, "arguments");
        Children.Add($"{child.Key.Name} {child.Key.Version} {string.Join(",", child.Arguments.Names)}={System.Text.Encoding.UTF8.GetString(json.Span)}");
        return Task.FromResult(default(TResult)!);
    }

    private async Task UndoAsync(StepCompensation compensation, object? target, ReadOnlyMemory<byte> arguments, ReadOnlyMemory<byte> result)
    {
        var undo = new Undo("OneAsync#1", "App.cs:1", compensation, target?.GetType());
        undo.SetArguments(arguments);
        undo.SetResult(result);
        var call = ((ExecuteStep)undo.CreateOperation(_serializer, new ArgumentHasher(ArgumentHashKeys.None, 0, _serializer)).Command()!).Call;
        await call.InvokeAsync(new OnTarget(target));
    }

    public override Task Sleep(CallSite site, TimeSpan duration) => Record(site);

    public override Task SleepUntil(CallSite site, DateTimeOffset dueAt) => Record(site);

    public override Task<T> WaitForSignal<T>(CallSite site, string name, TimeSpan? timeout)
    {
        _ = Record(site);
        return Task.FromResult(default(T)!);
    }

    public override Task Send(CallSite site, string runId, string name) => Record(site);

    public override Task Send<T>(CallSite site, string runId, string name, T payload) => Record(site);

    public override Task<Hook<T>> CreateHook<T>(CallSite site, string? name, TimeSpan? expiresAfter, string? token, int? deliveriesMax)
    {
        _ = Record(site);
        return Task.FromResult<Hook<T>>(null!);
    }

    public override Task<bool> Until(CallSite site, Func<bool> condition, TimeSpan? timeout)
    {
        _ = Record(site);
        return Task.FromResult(condition());
    }

    public override Task WithTimeout(CallSite site, Task task, TimeSpan timeout)
    {
        _ = Record(site);
        return task;
    }

    public override Task<TResult> WithTimeout<TResult>(CallSite site, Task<TResult> task, TimeSpan timeout)
    {
        _ = Record(site);
        return task;
    }

    public override void SetStatus(CallSite site, string? text)
    {
        _ = Record(site);
        Arguments.Add($"status={text ?? "none"}");
    }

    public override void SetAttribute(CallSite site, string key, AttributeValue? value)
    {
        _ = Record(site);
        Arguments.Add($"{key}={value?.Type} {value?.Text ?? "none"}");
    }

    public override IAsyncEnumerable<TTask> WhenEach<TTask>(IEnumerable<TTask> tasks)
    {
        Sites.Add("WhenEach");
        return InOrder(tasks);
    }

    internal override Guid NewGuid() => Guid.Empty;

    internal override bool Patched(string id) => true;

    internal override async Task<string> Detach(Func<Task> work)
    {
        await work();
        return "detached";
    }

    internal override Task Shield(Func<Task> work) => work();

    internal override Task<TResult> Shield<TResult>(Func<Task<TResult>> work) => work();

    internal override ContinueAsNewException ContinueAsNew(object?[]? arguments) => throw new NotSupportedException();

    internal override RunScope Here() => this;

    private static async IAsyncEnumerable<TTask> InOrder<TTask>(IEnumerable<TTask> tasks, [EnumeratorCancellation] CancellationToken cancel = default)
        where TTask : Task
    {
        foreach (var task in tasks)
        {
            await Task.WhenAny(task).WaitAsync(cancel);
            yield return task;
        }
    }

    private Task Record(CallSite site)
    {
        Sites.Add(site.Id);
        Sources.Add(site.Source);
        return Task.CompletedTask;
    }

    /// <summary>Executes on the instance that the code has.</summary>
    private sealed class OnTarget(object? target) : IStepExecution
    {
        public ValueTask<TResult> ExecuteAsync<TResult>(IStepMethod<TResult> method) => method.CallAsync(target, CancellationToken.None);
    }
}

using DurableSdk.ConformanceTests.Cases;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>The outside world of a case's run, and hosts that work on it.</summary>
internal sealed class CaseHost(Case subject)
{
    public const string RunId = "run-1";

    public Journal Journal { get; } = new();

    public CapturedLog Log { get; } = new();

    public Probe Probe { get; init; } = new();

    public bool Evicts { get; init; }

    public async Task<TestHost> StartAsync(IEventStore inner, int process)
    {
        subject.BeforeProcess(process);
        var store = new ProbedStore(inner, Probe);
        return new TestHost(await DurableHost.StartAsync(o => Configure(o, store, process)), store);
    }

    public async Task StartRunAsync(TestHost host) => await host.Client.StartAsync(subject.Workflow, "[]", new StartOptions { RunId = RunId });

    /// <summary>The run's end, or its block.</summary>
    /// <param name="orBlock">Whether a block counts as an end.</param>
    public async Task<Outcome> EndAsync(bool orBlock = true)
    {
        var end = await Probe.Event<RunEvent>(RunId, e => e is WorkflowCompleted or WorkflowFailed or WorkflowCanceled || (orBlock && e is Blocked));
        return Outcome.Of(Probe.Commits.First(commit => commit.Entry.Event == end).Entry, Journal.Lines, Log.Lines);
    }

    private void Configure(DurableOptions options, ProbedStore store, int process)
    {
        options.UseStore(_ => store);
        options.OnlyWorkflows(subject.Workflow);
        options.EvictAfterEveryAwait = Evicts;
        options.Build = "test";
        // No event may come or not come because a machine is busy.
        options.StepStartedAfter = TimeSpan.FromMinutes(1);
        options.Services.AddSingleton(Journal);
        options.Services.AddSingleton<ILoggerFactory>(Log);
        subject.Configure(options, process);
    }
}

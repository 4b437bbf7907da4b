using System.Runtime.ExceptionServices;
using DurableSdk.Storage;
using DurableSdk.Testing.Scheduling;
using DurableSdk.Testing.Steps;
using DurableSdk.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Testing.Machines;

/// <summary>The machine of one test host: a process that executes runs, which may crash, and one of the test, which only looks and sends.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly TestSetup _setup;
    private readonly List<TestStepCall> _calls = [];
    private readonly List<MachineProcess> _ended = [];
    private readonly Func<TimeSpan> _latency;

    private TestCluster(TestSetup setup, StepBook steps)
    {
        _setup = setup;
        _latency = setup.Latency();
        Steps = steps;
        Machine = setup.NewMachine();
        Machine.Loop.Situation = () => OpenRuns.Describe(Machine.Database, Tester.Client);
    }

    public Machine Machine { get; }

    public StepBook Steps { get; }

    public MachineProcess Worker { get; private set; } = null!;

    public MachineProcess Tester { get; private set; } = null!;

    public IReadOnlyList<TestStepCall> Calls
    {
        get
        {
            lock (_calls)
                return [.. _calls];
        }
    }

    /// <summary>Whether there was a run, and somebody waited, so that it went.</summary>
    public bool HasRun
    {
        get
        {
            lock (Machine.Database.Gate)
                return Machine.Loop.Turns > 0 && Machine.Database.Created.Count > 0;
        }
    }

    public static async Task<TestCluster> StartAsync(TestSetup setup, StepBook steps)
    {
        var cluster = new TestCluster(setup, steps);
        setup.Foreign?.Watch(cluster.Machine.Loop);
        try
        {
            await cluster.StartAsync();
            return cluster;
        }
        catch
        {
            setup.Foreign?.Leave(cluster.Machine.Loop);
            throw;
        }
    }

    public void At(TimeSpan after, Func<DurableClient, Task> action) => _ = Tester.Process.Execution.RunAsync(() => GuardAsync(async () =>
    {
        await Tester.Process.DelayAsync(after);
        await action(Tester.Client);
    }));

    public Task AdvanceAsync(TimeSpan time)
    {
        var loop = Machine.Loop;
        if (loop.IsInside)
            return Tester.Process.DelayAsync(time);
        loop.MoveTo(loop.Clock.Now + time);
        return Task.CompletedTask;
    }

    public async Task CrashAsync()
    {
        Worker.Kill();
        _ended.Add(Worker);
        await StartWorkerAsync();
    }

    /// <summary>The executing host dies in the middle of what it does; another one begins with the next turn.</summary>
    public void Die()
    {
        Worker.Kill();
        _ended.Add(Worker);
        _ = Tester.Process.Execution.RunAsync(() => GuardAsync(StartWorkerAsync));
    }

    /// <inheritdoc cref="Die"/>
    /// <returns>What never completes: who awaits it is dead.</returns>
    public Task DieAsync()
    {
        Die();
        return new TaskCompletionSource().Task;
    }

    public async ValueTask DisposeAsync()
    {
        _setup.Foreign?.Leave(Machine.Loop);
        List<ExceptionDispatchInfo> failures = [];
        foreach (var process in _ended.Append(Worker).Append(Tester))
        {
            // One that can't be disposed leaves the others to be disposed all the same.
            try
            {
                await process.EndAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failures.Add(ExceptionDispatchInfo.Capture(e));
            }
        }

        Machine.Loop.End();
        failures.FirstOrDefault()?.Throw();
    }

    /// <summary>Nobody awaits it: what waits next hears of a failure.</summary>
    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Machine.Loop.Fail(ExceptionDispatchInfo.Capture(e));
        }
    }

    private async Task StartAsync()
    {
        Tester = await Machine.StartAsync(
            (options, process) =>
            {
                Configure(options, process);
                options.ExecuteRuns = false;
                options.StandIn = new StepStandIn(Steps, process, static _ => { }, _latency);
            },
            _setup.Manifests,
            static (store, process) => new ClientStore(store, process));
        await StartWorkerAsync();
    }

    private async Task StartWorkerAsync() => Worker = await Machine.StartAsync(
        (options, process) =>
        {
            Configure(options, process);
            options.StandIn = new StepStandIn(Steps, process, Begun, _latency);
        },
        _setup.Manifests,
        (store, process) => new WorkerStore(_setup.Decorate?.Invoke(this, store, process) ?? store));

    private void Configure(DurableOptions options, LoopProcess process)
    {
        foreach (var service in _setup.Options.Services)
            options.Services.Add(service);
        options.Services.AddSingleton(process.Time);
        options.MaxConcurrentSteps = int.MaxValue;
        options.KeepsStackTraces = _setup.KeepsStackTraces;
        options.RecordsTrace = false;
        options.Build = "test";
        // To build a run again costs its whole history, and by this clock no wait takes time.
        options.EvictAfter = TimeSpan.FromDays(1);
        _setup.Options.Configure?.Invoke(options);
        // They write to a database of the program's.
        options.Projections.Clear();
    }

    private void Begun(TestStepCall call)
    {
        _setup.Observe?.Invoke(this, call);
        lock (_calls)
            _calls.Add(call);
    }
}

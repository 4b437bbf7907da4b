using System.ComponentModel;
using DurableSdk.CompilerServices;
using DurableSdk.Testing;
using DurableSdk.Testing.Foreign;
using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;
using DurableSdk.Testing.Steps;

namespace DurableSdk;

/// <summary>
/// Runs workflows in a test: in memory, by a clock that skips to the next timer by itself, in an order that a seed fixes. Nothing happens unless the test waits for something, such as a
/// run's result; then everything happens on the test's own thread. For any test framework. Of one host, one thread at a time.
/// </summary>
public sealed partial class WorkflowTestHost : IAsyncDisposable
{
    private readonly TestSetup _setup;
    private readonly TestCluster _cluster;
    private readonly bool _isFirst;

    private WorkflowTestHost(TestSetup setup, TestCluster cluster, bool isFirst)
    {
        _isFirst = isFirst;
        _setup = setup;
        _cluster = cluster;
    }

    /// <summary>Starts, controls and looks at runs. It is a program of its own: a crash of the host doesn't touch it.</summary>
    public DurableClient Client => _cluster.Tester.Client;

    /// <summary>The services of the host that executes the runs; another one after a crash.</summary>
    public IServiceProvider Services => _cluster.Worker.Services;

    /// <summary>The test's clock (UTC).</summary>
    public DateTimeOffset UtcNow => _cluster.Machine.Loop.Clock.Now;

    /// <summary>Every attempt of a step that has begun, replaced or not, in the order in which they did.</summary>
    public IReadOnlyList<TestStepCall> Calls => _cluster.Calls;

    /// <exception cref="ObjectDisposedException">The host has ended.</exception>
    private TestCluster Running
    {
        get
        {
            ObjectDisposedException.ThrowIf(_cluster.Machine.Loop.IsOver, this);
            return _cluster;
        }
    }

    /// <summary>Starts a host with the workflows of the test project and of what it references.</summary>
    /// <param name="configure">Registers services, and says how the host works.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <exception cref="DurableException">DS3001: the generator couldn't see this call; DS3010: an option is out of its range.</exception>
    public static Task<WorkflowTestHost> StartAsync(Action<WorkflowTestOptions>? configure = null, CancellationToken cancel = default) =>
        StartAsync(configure, [], cancel);

    /// <summary>For generated code: the call with the manifests of the program and its libraries.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Task<WorkflowTestHost> StartAsync(Action<WorkflowTestOptions>? configure, DurableManifest[] manifests, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var options = new WorkflowTestOptions();
        configure?.Invoke(options);
        return StartAsync(new TestSetup(options, manifests) { Foreign = options.CatchesForeignWork ? new ForeignWorkListener() : null });
    }

    internal static async Task<WorkflowTestHost> StartAsync(TestSetup setup)
    {
        try
        {
            return new WorkflowTestHost(setup, await TestCluster.StartAsync(setup, new StepBook()), isFirst: true);
        }
        catch
        {
            setup.Foreign?.Dispose();
            throw;
        }
    }

    /// <summary>Does something at a time, such as sending a signal: when the test's clock has moved on by so much. What it throws, the next wait throws.</summary>
    /// <param name="after">How much later than now.</param>
    /// <param name="action">What to do.</param>
    public void At(TimeSpan after, Func<DurableClient, Task> action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(action);
        Running.At(after, action);
    }

    /// <summary>Lets time pass, and all happen that happens meanwhile.</summary>
    /// <param name="time">How much.</param>
    public Task AdvanceAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, DateTimeOffset.MaxValue - UtcNow);
        return Running.AdvanceAsync(time);
    }

    /// <summary>Lets all happen that needs no time.</summary>
    public Task SettleAsync() => AdvanceAsync(TimeSpan.Zero);

    /// <summary>Runs the host until a condition holds, such as <c>() => charge.Count == 1</c>; it is asked again after whatever happens. For what nobody can await, such as a task that a replaced step completes.</summary>
    /// <param name="condition">What is waited for. It only looks.</param>
    /// <exception cref="WorkflowTestException">DS5001: nothing can happen any more, and it doesn't hold; DS5012: this isn't the test's own thread.</exception>
    public Task UntilAsync(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Running.Machine.Loop.RunUntil(condition);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Kills the host as <c>kill -9</c> does: steps that run are lost in the middle, what isn't recorded is gone, and singletons are made anew. Another one goes on at once with what is recorded.
    /// </summary>
    public Task CrashAsync() => Running.CrashAsync();

    /// <summary>Ends the host. What still runs goes no further, and who waits for it then gets an <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        // Whoever blocks on it may do so on the thread that would have to go on.
        try
        {
            await _cluster.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            if (_isFirst)
                _setup.Foreign?.Dispose();
        }
    }

    /// <summary>The runs that are blocked, and why; empty where none is.</summary>
    internal string DescribeBlocked() => OpenRuns.DescribeBlocked(_cluster.Machine.Database, Client);

    /// <summary>A host like this one, with what was said of its steps by now.</summary>
    private async Task<WorkflowTestHost> StartAnewAsync(TestSetup setup) => new(setup, await TestCluster.StartAsync(setup, Running.Steps.Copy()).ConfigureAwait(false), isFirst: false);
}

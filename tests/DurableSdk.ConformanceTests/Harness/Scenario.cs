using DurableSdk.ConformanceTests.Cases;
using DurableSdk.Storage;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>One run of a case in this process, on a store in memory; a crash leaves what <c>kill -9</c> leaves.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private readonly CaseHost _world;
    private readonly Crash? _crash;
    private readonly InMemoryDatabase _database = new();
    private readonly TaskCompletionSource _crashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TestHost> _hosts = [];

    private readonly Action<IReadOnlyList<string>> _keep;

    /// <param name="subject">The case.</param>
    /// <param name="evicts">Whether the run is dropped from memory at every wait.</param>
    /// <param name="crash">When the first host dies; null if it doesn't.</param>
    /// <param name="keep">Is told which errors of the engine came.</param>
    public Scenario(Case subject, bool evicts, Crash? crash, Action<IReadOnlyList<string>> keep)
    {
        _world = new CaseHost(subject) { Evicts = evicts, Probe = new() { ClaimsAll = true } };
        _crash = crash;
        _keep = keep;
    }

    public Journal Journal => _world.Journal;

    public ThreadWatch Thread { get; } = new();

    public Task CancelAsync() => _hosts[^1].Client.CancelAsync(CaseHost.RunId);

    public async Task StartAsync() => await _world.StartRunAsync(await StartHostAsync());

    /// <summary>Goes through the crash, if there is to be one, and on to the run's end.</summary>
    public async Task<Outcome> EndAsync()
    {
        var end = _world.EndAsync();
        if (_crash is not null)
        {
            await Task.WhenAny(_crashed.Task, end).Soon();
            await _hosts[^1].CrashAsync();
            await StartHostAsync();
        }

        var outcome = await end;
        _keep(outcome.Codes);
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.StopAsync();
    }

    private async Task<TestHost> StartHostAsync()
    {
        var store = new InMemoryEventStore(_database);
        _world.Probe.OnCall = call => OnCall(store, call);
        var host = await _world.StartAsync(store, _hosts.Count + 1);
        _hosts.Add(host);
        return host;
    }

    /// <summary>What the dead process would have done next is not done.</summary>
    private void OnCall(InMemoryEventStore store, StoreCall call)
    {
        if (call.RunId == CaseHost.RunId)
            Thread.Here();
        if (_crashed.Task.IsCompleted || _crash?.IsNow(call) != true)
            return;
        store.Crash();
        _crashed.SetResult();
        throw new OperationCanceledException();
    }
}

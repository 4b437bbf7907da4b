using DurableSdk.ConformanceTests.Cases;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>Runs a case in the ways in which runs go on, and keeps which errors of the engine came.</summary>
internal sealed class Lab(Case subject)
{
    private readonly List<string> _firstRun = [];
    private readonly List<string> _replay = [];

    /// <summary>Errors while the run stayed in memory.</summary>
    public IReadOnlyList<string> FirstRun => _firstRun;

    /// <summary>Errors while the code ran again.</summary>
    public IReadOnlyList<string> Replay => _replay;

    /// <summary>The run stays in memory, in one process.</summary>
    public Task<Outcome> StayAsync() => RunAsync(evicts: false, crash: null);

    /// <summary>The run is dropped from memory at every wait and rebuilt from its log.</summary>
    public Task<Outcome> EvictAsync() => RunAsync(evicts: true, crash: null);

    /// <summary>The host dies once an event was committed, and another takes the run up.</summary>
    public Task<Outcome> CrashAsync(long afterEvent) => RunAsync(evicts: false, new Crash(afterEvent));

    /// <summary>The host dies before an event could be committed, and another takes the run up.</summary>
    public Task<Outcome> CrashBeforeAsync(long commitOf) => RunAsync(evicts: false, new Crash(commitOf, IsCommitted: false));

    /// <summary>A real process is killed once an event was committed, and another real one takes the run up.</summary>
    public Task<Outcome> RestartAsync(long afterEvent) => KeepAsync(_replay, RealProcess.RestartAsync(subject, afterEvent));

    /// <summary>A real process that dies of the run; then others, which take it up and die of it too.</summary>
    public Task<Outcome> DieAsync(int processes = 1) => KeepAsync(_firstRun, RealProcess.DieAsync(subject, processes));

    /// <summary>For a proof that looks at the run on its way.</summary>
    public async Task<Scenario> OpenAsync(Crash? crash = null)
    {
        var scenario = New(evicts: false, crash);
        await scenario.StartAsync();
        return scenario;
    }

    private async Task<Outcome> RunAsync(bool evicts, Crash? crash)
    {
        await using var scenario = New(evicts, crash);
        await scenario.StartAsync();
        return await scenario.EndAsync();
    }

    private Scenario New(bool evicts, Crash? crash)
    {
        var codes = evicts || crash is not null ? _replay : _firstRun;
        return new Scenario(subject, evicts, crash, codes.AddRange);
    }

    private static async Task<Outcome> KeepAsync(List<string> codes, Task<Outcome> ending)
    {
        var outcome = await ending;
        codes.AddRange(outcome.Codes);
        return outcome;
    }
}

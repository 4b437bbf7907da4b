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
    public async Task<Outcome> StayAsync() => Keep(_firstRun, await RunAsync(evicts: false, crash: null));

    /// <summary>The run is dropped from memory at every wait and rebuilt from its log.</summary>
    public async Task<Outcome> EvictAsync() => Keep(_replay, await RunAsync(evicts: true, crash: null));

    /// <summary>The host dies once an event was committed, and another takes the run up.</summary>
    public async Task<Outcome> CrashAsync(long afterEvent) => Keep(_replay, await RunAsync(evicts: false, new Crash(afterEvent)));

    /// <summary>The host dies before an event could be committed, and another takes the run up.</summary>
    public async Task<Outcome> CrashBeforeAsync(long commitOf) => Keep(_replay, await RunAsync(evicts: false, new Crash(commitOf, IsCommitted: false)));

    /// <summary>A real process is killed once an event was committed, and another real one takes the run up.</summary>
    public async Task<Outcome> RestartAsync(long afterEvent) => Keep(_replay, await RealProcess.RunAsync(subject, afterEvent));

    /// <summary>One real process, which may die of the run.</summary>
    public async Task<Outcome> AloneAsync() => Keep(_firstRun, await RealProcess.RunAsync(subject, crashAfter: null));

    /// <summary>For a proof that looks at the run on its way.</summary>
    public async Task<Scenario> OpenAsync(Crash? crash = null)
    {
        var scenario = new Scenario(subject, evicts: false, crash);
        await scenario.StartAsync();
        return scenario;
    }

    private async Task<Outcome> RunAsync(bool evicts, Crash? crash)
    {
        await using var scenario = new Scenario(subject, evicts, crash);
        await scenario.StartAsync();
        return await scenario.EndAsync();
    }

    private static Outcome Keep(List<string> codes, Outcome outcome)
    {
        codes.AddRange(outcome.Codes);
        return outcome;
    }
}

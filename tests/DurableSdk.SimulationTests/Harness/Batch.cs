using System.Collections.Concurrent;
using DurableSdk.SimulationTests.Bugs;

namespace DurableSdk.SimulationTests.Harness;

/// <summary>Many scenarios, one after the other on each core.</summary>
internal sealed class Batch(ulong from, int count, PlantedBug? bug = null)
{
    private readonly ConcurrentDictionary<ulong, IReadOnlyList<Violation>> _broken = new();
    private long _next = -1;

    public Reached Reached { get; } = new();

    /// <summary>Whether each scenario is played twice and must give the same logs.</summary>
    public bool PlaysTwice { get; init; }

    /// <summary>Whether one that is broken ends it.</summary>
    public bool StopsAtFirst { get; init; }

    /// <summary>The seeds whose scenario broke something, with what it broke.</summary>
    public IReadOnlyDictionary<ulong, IReadOnlyList<Violation>> Broken => _broken;

    /// <summary>How many were played.</summary>
    public long Played => Math.Min(_next + 1, count);

    public void Run()
    {
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(PlaySome)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private void PlaySome()
    {
        while (!(StopsAtFirst && !_broken.IsEmpty) && Interlocked.Increment(ref _next) is var i && i < count)
            PlayOne(from + (ulong)i);
    }

    private void PlayOne(ulong seed)
    {
        var violations = ViolationsOf(ScenarioGenerator.Draw(seed), Reached);
        if (violations.Count > 0)
            _broken.TryAdd(seed, violations);
    }

    /// <summary>What a scenario breaks.</summary>
    public IReadOnlyList<Violation> ViolationsOf(Scenario scenario, Reached? reached = null) =>
        Play.Violations(scenario, PlaysTwice, reached, bug);
}

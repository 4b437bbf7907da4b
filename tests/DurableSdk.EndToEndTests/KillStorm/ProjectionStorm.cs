using System.Globalization;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Two follow the events while the process is killed: of the projection exactly those rows are on disk that its position says, and the subscriber misses nothing.</summary>
internal sealed class ProjectionStorm(TestDirectory directory, int seed, bool evict) : RunStorm(directory, seed)
{
    private readonly HashSet<long> _got = [];

    /// <summary>Events that had been projected, and whose rows were gone after a kill.</summary>
    public int Undone { get; private set; }

    /// <summary>Events that the subscriber has got more than once, each time more.</summary>
    public int GotAgain { get; private set; }

    protected override int LineBytes => 6;

    protected override int RunsAhead => 20;

    protected override WorkloadArguments Configure(WorkloadArguments arguments) => arguments with { Follow = true, Evict = evict };

    /// <summary>Until some events have been projected in this life.</summary>
    protected override string ProgressOf(WorkloadArguments life) => EventFollowers.BegunOf(life.Journal);

    protected override void Look(WorkloadArguments life)
    {
        Assert.That(Log!.Projected, Is.EqualTo(UpTo(EventFollowers.Projection)), "The rows on disk are not those that the position on disk says.");
        var projected = Log.Projected.ToHashSet();
        Undone += Lines(EventFollowers.BegunOf(life.Journal)).Distinct().Count(position => !projected.Contains(position));
        foreach (var position in Lines(EventFollowers.GotOf(life.Journal)))
            GotAgain += _got.Add(position) ? 0 : 1;
        Assert.That(UpTo(EventFollowers.Subscriber).Where(position => !_got.Contains(position)), Is.Empty, "The subscriber has missed what its position says that it is done with.");
    }

    protected override void LookAtTheEnd()
    {
        Assert.That(Log!.Projected, Has.Count.EqualTo(Log.Events.Count));
        Assert.That(_got.SetEquals(Log.Events.Select(e => e.Position)));
    }

    protected override string Found() => $"{Undone} events had been projected and were undone by a kill, {GotAgain} reached the subscriber again";

    private IEnumerable<long> UpTo(string subscription) =>
        Log!.Events.Select(e => e.Position).Where(position => position <= Log.Subscriptions.GetValueOrDefault(subscription));

    private static IEnumerable<long> Lines(string path) =>
        File.Exists(path) ? File.ReadLines(path).Select(line => long.Parse(line, CultureInfo.InvariantCulture)) : [];
}

using System.Globalization;
using DurableSdk.SimulationTests.Shrinking;

namespace DurableSdk.SimulationTests;

/// <summary>Scenarios drawn from seeds, as many as there is time for.</summary>
public sealed class ScheduleTests
{
    /// <summary>Beside all other tests; a run of its own takes many more.</summary>
    private const int Default = 1_500;

    /// <summary>So many may miss nothing that must be sometimes.</summary>
    private const int Enough = 10_000;

    [Test]
    public void Drawn_scenarios_break_nothing_and_reach_everything()
    {
        var count = (int)Setting("DURABLE_SIMULATION_SCHEDULES", Default);
        var batch = new Batch(Setting("DURABLE_SIMULATION_SEED", 1), count) { PlaysTwice = true };
        batch.Run();
        TestContext.Out.WriteLine($"{batch.Played} schedules");
        foreach (var (what, times) in batch.Reached.Counts.OrderBy(one => one.Key, StringComparer.Ordinal))
            TestContext.Out.WriteLine($"{times,9}  {what}");
        Assert.That(batch.Broken, Is.Empty, () => Report.Of(batch));
        if (count < Enough)
            TestContext.Out.WriteLine($"Not looked at: whether everything was reached that must be sometimes. That takes {Enough} schedules, and these were {count}.");
        else
            Assert.That(Sometimes.All.Where(what => !batch.Reached.Has(what)), Is.Empty, "never reached, so never tested");
        Assert.That(Sometimes.Never.Keys.Where(batch.Reached.Has), Is.Empty, "reached, so it must be sometimes");
    }

    [Test]
    public void Line_that_is_never_reached_is_one_of_the_engines()
    {
        Assert.That(LogLines.All, Is.Unique.And.Member("log 06 LogAppendFailed"));
        Assert.That(Sometimes.Never.Keys, Is.SubsetOf(LogLines.All));
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}

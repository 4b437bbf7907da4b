using System.Diagnostics;

namespace DurableSdk.SimulationTests;

public sealed class SmokeTests
{
    [Test]
    public void Some()
    {
        var reached = new Reached();
        var watch = Stopwatch.StartNew();
        var bad = 0;
        var n = int.Parse(Environment.GetEnvironmentVariable("N") ?? "200");
        var from = ulong.Parse(Environment.GetEnvironmentVariable("FROM") ?? "1");
        for (var seed = from; seed < from + (ulong)n; seed++)
        {
            var before = watch.Elapsed;
            var world = Play.Once(Programs.ScenarioGenerator.Draw(seed), reached);
            if ((watch.Elapsed - before).TotalMilliseconds > 300)
                TestContext.Out.WriteLine($"slow {seed} {(watch.Elapsed - before).TotalMilliseconds} turns {world.Machine.Loop.Turns}");
            if (world.Violations.Count > 0 && bad++ < 40)
                TestContext.Out.WriteLine($"seed {seed}: {string.Join("\n   ", world.Violations.Take(3)).Replace("\r", "")}");
        }
        TestContext.Out.WriteLine($"{watch.Elapsed} bad {bad}");
        foreach (var (what, count) in reached.Counts.OrderBy(one => one.Key, StringComparer.Ordinal))
            TestContext.Out.WriteLine($"{what}: {count}");
    }

    [Test]
    public void One()
    {
        var scenario = Programs.ScenarioGenerator.Draw(ulong.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1"));
        var world = Play.Once(scenario);
        TestContext.Out.WriteLine(scenario.Write());
        TestContext.Out.WriteLine(Play.LogOf(world));
        foreach (var log in world.Logs.All)
            TestContext.Out.WriteLine(log.RunId + "\n  " + string.Join("\n  ", world.Witness.TraceOf(log.RunId)));
        TestContext.Out.WriteLine(string.Join("\n", world.Violations));
    }

    [Test]
    public void Speed()
    {
        var reached = new Reached();
        for (var seed = 1ul; seed < 100; seed++)
            Play.Once(Programs.ScenarioGenerator.Draw(seed), reached);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long turns = 0, events = 0; double check = 0, play = 0;
        for (var seed = 100ul; seed < 300; seed++)
        {
            var w = Stopwatch.StartNew();
            var world = new Simulation(Programs.ScenarioGenerator.Draw(seed), reached);
            world.Play();
            play += w.Elapsed.TotalMilliseconds;
            AllChecks.Run(world);
            check += w.Elapsed.TotalMilliseconds;
            turns += world.Machine.Loop.Turns;
            events += world.Logs.All.Sum(l => l.Entries.Count);
        }
        TestContext.Out.WriteLine($"cpu {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / 200} turns {turns / 200} events {events / 200} play {play / 200} all {check / 200}");
        var plain = new Scenario { Runs = [new RunPlan { Generations = [new MarkNode { Id = 1 }] }] };
        cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < 200; i++)
            Play.Once(plain, reached);
        TestContext.Out.WriteLine($"plain {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / 200}");
    }
}

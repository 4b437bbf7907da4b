using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DurableSdk.SimulationTests;

/// <summary>
/// Logs that each release has written are replayed by all later ones. A release's are written once, by <c>DURABLE_SIMULATION_RECORD=0.1.0</c>, and never changed.
/// </summary>
public sealed partial class HistoryTests
{
    /// <summary>Those of the version that is being made hold every kind of event that programs can make.</summary>
    private static IEnumerable<EventKind> Wanted => Sometimes.All.Where(what => what.StartsWith("event ", StringComparison.Ordinal)).Select(what => Enum.Parse<EventKind>(what[6..]));

    private static IEnumerable<TestCaseData> Histories =>
        Directory.GetFiles(Folder(), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => new TestCaseData(Path.GetRelativePath(Folder(), file)));

    [TestCaseSource(nameof(Histories))]
    public async Task Log_of_a_release_is_replayed(string file)
    {
        var world = new Simulation(new Scenario { Runs = [] }, new Reached());
        world.Play();
        var history = History.Read(await File.ReadAllTextAsync(Path.Combine(Folder(), file)));
        await using var store = new InMemoryEventStore(world.Machine.Database);
        await store.CreateRunAsync(history.ToRun(), default);

        new ReplayCheck(world.Services, world.Logs.Of(history.RunId), world.Report).Run();

        Assert.That(world.Violations, Is.Empty);
    }

    [Test]
    public void Each_release_has_left_its_logs()
    {
        var versions = Released().Matches(File.ReadAllText(Path.Combine(Root(), "CHANGELOG.md"))).Select(release => release.Groups[1].Value).Append(Version).Distinct();
        Assert.That(Directory.GetDirectories(Folder()).Select(Path.GetFileName), Is.EquivalentTo(versions), $"DURABLE_SIMULATION_RECORD={Version} writes those of the present version");
        Assert.That(Directory.GetDirectories(Folder()).Where(version => Directory.GetFiles(version, "*.json").Length == 0), Is.Empty);
    }

    [Test]
    public void Logs_of_the_present_version_hold_every_kind_of_event()
    {
        Record();
        var kinds = Directory.GetFiles(Path.Combine(Folder(), Version), "*.json").SelectMany(file => History.Read(File.ReadAllText(file)).Events).Select(e => (EventKind)e.Kind);
        Assert.That(Wanted.Except(kinds), Is.Empty);
    }

    /// <summary>For each kind of event that no log of the folder has yet, the log of the first scenario that makes one.</summary>
    private static void Record()
    {
        if (Environment.GetEnvironmentVariable("DURABLE_SIMULATION_RECORD") is not { Length: > 0 } version)
            return;
        Directory.CreateDirectory(Path.Combine(Folder(), version));
        var known = Directory.GetFiles(Path.Combine(Folder(), version), "*.json").SelectMany(file => History.Read(File.ReadAllText(file)).Events).Select(e => (EventKind)e.Kind).ToHashSet();
        for (var seed = 1ul; Wanted.Except(known).Any() && seed < 2_000; seed++)
        {
            foreach (var log in Play.Once(ScenarioGenerator.Draw(seed)).Logs.All)
            {
                var kinds = log.Stored.Select(stored => stored.Kind).ToHashSet();
                var file = Path.Combine(Folder(), version, $"{seed}-{log.RunId}.json");
                if (kinds.IsSubsetOf(known) || !LogCheck.IsEnd(log.Entries[^1].Event) || File.Exists(file))
                    continue;
                known.UnionWith(kinds);
                File.WriteAllText(file, $"{History.Of(log).Write()}\n");
            }
        }
    }

    /// <summary>What is being made, or was released last.</summary>
    private static string Version => Present().Match(File.ReadAllText(Path.Combine(Root(), "Directory.Build.props"))).Groups[1].Value;

    [GeneratedRegex(@"<Version>(.+)</Version>")]
    private static partial Regex Present();

    [GeneratedRegex(@"^## \[([0-9][^\]]*)\]", RegexOptions.Multiline)]
    private static partial Regex Released();

    private static string Root() => Path.Combine(Folder(), "..", "..", "..");

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Histories");
}

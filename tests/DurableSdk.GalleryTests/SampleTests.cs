namespace DurableSdk.GalleryTests;

/// <summary>Each sample as a real process: to its end, killed in the middle, and with every run rebuilt from its log at every wait.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SampleTests
{
    private static IEnumerable<string> Samples => Gallery.Catalogue.Groups.SelectMany(group => group.Samples).Select(sample => sample.Name);

    [TestCaseSource(nameof(Samples))]
    public async Task Sample_says_what_it_shows(string sample) => AssertWhole(await PlayAsync(Of(sample)), Of(sample), Of(sample).ShowsUndisturbed);

    [TestCaseSource(nameof(Samples))]
    public async Task Sample_whose_runs_are_evicted_at_every_wait_says_the_same(string sample) => AssertWhole(await PlayAsync(Of(sample), "--evict"), Of(sample), Of(sample).ShowsEvicted);

    [TestCaseSource(nameof(Samples))]
    public async Task Sample_that_is_killed_takes_from_the_log_what_was_done_and_runs_the_rest(string sample)
    {
        var expected = Of(sample);

        var said = await PlayAsync(expected, "--crash");

        AssertSays(said, expected, expected.ShowsAfterKill);
        Assert.That(said.WasKilled, said.ToString);
        if (expected.Steps is { } steps)
        {
            Assert.That(said.Sum is { FromLog: > 0, Ran: > 0 } sum && sum.FromLog + sum.Ran == steps, said.ToString);
            return;
        }

        Assert.That(said.FromLog.Except(expected.Split), Is.EquivalentTo(expected.FromLog.Distinct()), said.ToString);
        Assert.That(said.Ran.Except(expected.Split), Is.EquivalentTo(expected.RunAfter.Distinct()), said.ToString);
        Assert.That(said.FromLog.Concat(said.Ran), Is.EquivalentTo(All(expected)), said.ToString);
        Assert.That(said.Spoke.Except(said.Ran), Is.Empty, said.ToString);
        if (expected.Split.Count > 0)
            Assert.That(said.FromLog.Intersect(expected.Split), Is.Not.Empty, said.ToString);
    }

    [Test]
    public void Every_expectation_is_of_a_sample() => Assert.That(Expectations.All.Select(expected => expected.Sample), Is.EqualTo(Samples));

    private static Expectation Of(string sample) => Expectations.All.Single(expected => expected.Sample == sample);

    private static IEnumerable<string> All(Expectation expected) => expected.FromLog.Concat(expected.Split).Concat(expected.RunAfter);

    private static void AssertWhole(GalleryProcess said, Expectation expected, IEnumerable<string> shows)
    {
        AssertSays(said, expected, shows);
        Assert.That(said.WasKilled, Is.False, said.ToString);
        Assert.That(said.FromLog, Is.Empty, said.ToString);
        if (expected.Steps is { } steps)
            Assert.That(said.Sum, Is.EqualTo((0, steps)), said.ToString);
        else
            Assert.That(said.Ran, Is.EquivalentTo(All(expected)), said.ToString);
    }

    private static void AssertSays(GalleryProcess said, Expectation expected, IEnumerable<string> shows)
    {
        Assert.That(said.ExitCode, Is.Zero, said.ToString);
        foreach (var line in expected.Says)
            Assert.That(said.Output, Does.Contain($"{line}{Environment.NewLine}"), said.ToString);
        foreach (var pattern in expected.Shows.Concat(shows))
            Assert.That(said.Output.Split(Environment.NewLine), Has.Some.Matches($"^ +{pattern}$"), said.ToString);
    }

    private static async Task<GalleryProcess> PlayAsync(Expectation expected, params string[] flags)
    {
        var directory = Directory.CreateTempSubdirectory("durable-gallery-").FullName;
        try
        {
            return await GalleryProcess.RunAsync([expected.Sample, .. expected.Words, .. flags, "--directory", directory]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

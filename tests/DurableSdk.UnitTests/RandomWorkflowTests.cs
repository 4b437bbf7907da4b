namespace DurableSdk.UnitTests;

/// <summary>
/// Random workflows, driven in random orders with failures, retries and cancellations: after every event the run that stayed in
/// memory and the one that is rebuilt from the log want the same (the harness compares them), and so do two runs over one log.
/// </summary>
public sealed class RandomWorkflowTests
{
    private const int EventsMax = 2_000;

    [Test]
    public void Run_that_stays_and_run_that_is_evicted_never_differ([Range(0, 29)] int block)
    {
        for (var seed = block * 10; seed < (block + 1) * 10; seed++)
        {
            using var driver = new RandomDriver(seed);
            var events = 0;
            while (driver.Next())
                Assert.That(++events, Is.LessThan(EventsMax), $"seed {seed} doesn't end");
            driver.AssertReplaysAlike();
        }
    }

    [Test]
    public void Same_seed_drives_the_same_run()
    {
        var first = Drive(123);

        Assert.That(Drive(123), Is.EqualTo(first));

        static List<string> Drive(int seed)
        {
            using var driver = new RandomDriver(seed);
            while (driver.Next())
            {
            }

            return driver.Commands;
        }
    }
}

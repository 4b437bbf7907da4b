using DurableSdk.Hosting;
using DurableSdk.Testing;

namespace DurableSdk.EngineTests;

public sealed class HostReportTests
{
    [Test]
    public void What_has_failed_for_longest_is_told_with_its_own_answer()
    {
        var time = new ManualTimeProvider();
        var report = new HostReport(time, HostState.Executing, "the store");
        using var run = new WaitForStore(report);
        using var claim = new WaitForStore(report);
        var begun = time.GetUtcNow();
        run.Failed(new IOException("The disk is full."));
        time.Advance(TimeSpan.FromMinutes(1));
        claim.Failed(new IOException("The file is locked."));
        Assert.That((report.Now.FailingSince, report.Now.Failure), Is.EqualTo((begun, "The disk is full.")));

        claim.Works();
        Assert.That((report.Now.FailingSince, report.Now.Failure), Is.EqualTo((begun, "The disk is full.")), "what is over explains nothing");

        run.Failed(new IOException("The disk is gone."));
        Assert.That((report.Now.FailingSince, report.Now.Failure), Is.EqualTo((begun, "The disk is gone.")), "its last answer");

        run.Works();
        Assert.That((report.Now.FailingSince, report.Now.Failure), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));
    }
}

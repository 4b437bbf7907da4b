using System.Diagnostics.Tracing;

namespace DurableSdk.TestingTests.Hosts;

public sealed class FailedStartTests
{
    [Test]
    public void Host_that_does_not_start_listens_no_more()
    {
        var tasks = EventSource.GetSources().Single(source => source.Name == "System.Threading.Tasks.TplEventSource");
        Assert.That(tasks.IsEnabled(EventLevel.Informational, (EventKeywords)0b111), Is.False, "before");
        Assert.ThrowsAsync<DurableException>(async () => await WorkflowTestHost.StartAsync(o => o.Configure = options => options.MaxConcurrentRuns = 0));
        Assert.That(tasks.IsEnabled(EventLevel.Informational, (EventKeywords)0b111), Is.False, "after");
    }
}

using DurableSdk.Hosting;
using DurableSdk.Testing;
using DurableSdk.Worker;

namespace DurableSdk.EngineTests;

public sealed class TimerQueueTests
{
    [Test]
    public void Time_that_is_asked_for_between_two_looks_is_met_where_the_clock_stops()
    {
        var time = new ManualTimeProvider();
        using var queue = new TimerQueue(time, Execution.Pool);
        var dueAt = time.GetUtcNow() + TimeSpan.FromSeconds(30);
        time.Advance(TimeSpan.FromMilliseconds(20));
        var isMet = false;
        queue.Add(dueAt, () => isMet = true);

        time.Advance(dueAt - time.GetUtcNow());

        Assert.That(isMet);
    }
}

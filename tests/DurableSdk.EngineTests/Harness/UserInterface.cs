namespace DurableSdk.EngineTests.Harness;

/// <summary>A thread that does nothing of what is posted to it, since it waits.</summary>
internal static class UserInterface
{
    public static void AssertNeedsNoThread(Action blocks)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new Busy());
            try
            {
                blocks();
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        { IsBackground = true };
        thread.Start();
        Assert.That(thread.Join(TimeSpan.FromSeconds(30)));
        Assert.That(failure, Is.Null);
    }

    private sealed class Busy : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}

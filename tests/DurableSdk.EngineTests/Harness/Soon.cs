namespace DurableSdk.EngineTests.Harness;

internal static class SoonExtensions
{
    /// <summary>Only so that a broken engine fails a test instead of hanging it; no test depends on its length.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);
}

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>Another thread, which holds a lock until it is told to release it.</summary>
internal sealed class LockHolder : IDisposable
{
    private readonly ManualResetEventSlim _held = new();
    private readonly ManualResetEventSlim _release = new();
    private readonly Thread _thread;

    public LockHolder(object gate)
    {
        _thread = new Thread(() => Hold(gate));
        _thread.Start();
        _held.Wait();
    }

    public void Release() => _release.Set();

    public void Dispose()
    {
        Release();
        _thread.Join();
        _held.Dispose();
        _release.Dispose();
    }

    private void Hold(object gate)
    {
        lock (gate)
        {
            _held.Set();
            _release.Wait();
        }
    }
}

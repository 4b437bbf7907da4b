namespace DurableSdk.Hosting;

/// <summary>Something that the store has refused and that is tried again; while it lasts, the host's report says so.</summary>
internal sealed class WaitForStore(HostReport report) : IDisposable
{
    /// <param name="error">What the store answered this time.</param>
    public void Failed(Exception error) => report.Failed(this, error);

    public void Works() => report.Works(this);

    /// <summary>Whatever has become of it, it waits no more.</summary>
    public void Dispose() => Works();
}

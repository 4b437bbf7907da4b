namespace DurableSdk.Worker;

/// <summary>Disposes what was made outside the service provider's care.</summary>
internal static class InstanceDisposal
{
    public static async ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else if (instance is IDisposable disposable)
            disposable.Dispose();
    }
}

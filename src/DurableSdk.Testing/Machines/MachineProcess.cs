using DurableSdk.Storage;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.Testing.Machines;

/// <summary>A process of a test machine, and the host in it.</summary>
internal sealed class MachineProcess(LoopProcess process, DurableHost host, InMemoryEventStore store)
{
    public DurableClient Client => host.Client;

    public IServiceProvider Services => host.Services;

    public LoopProcess Process => process;

    /// <summary>As <c>kill -9</c>: nothing of it goes on, nothing that wasn't committed is there. Another process may take over at once.</summary>
    public void Kill()
    {
        process.Kill();
        store.Crash();
    }

    /// <summary>Stops as a program does that is asked to: what still runs has its time to end, the runs are given up.</summary>
    public ValueTask StopAsync() => host.DisposeAsync();

    /// <summary>Lets go of what the program's services hold. Whatever still ran is over, as after a kill.</summary>
    public async ValueTask EndAsync()
    {
        process.Kill();
        await ((IAsyncDisposable)host.Services).DisposeAsync().ConfigureAwait(false);
    }
}

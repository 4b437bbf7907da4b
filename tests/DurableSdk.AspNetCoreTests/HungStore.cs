using System.Reflection;
using DurableSdk.Storage;

namespace DurableSdk.AspNetCoreTests;

/// <summary>A store that keeps the thread of whoever looks, as a network disk does that is gone, until the test lets it go. It can nothing else.</summary>
public class HungStore : DispatchProxy
{
    private readonly TaskCompletionSource _answers = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _looks;

    /// <summary>Completes at the first look.</summary>
    public Task Asked => _asked.Task;

    /// <summary>How often it was looked at.</summary>
    public int Looks => Volatile.Read(ref _looks);

    public static IEventStore New() => Create<IEventStore, HungStore>();

    public void Answer() => _answers.TrySetResult();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IEventStore.GetRunAsync))
            Look();
        return targetMethod.Name switch
        {
            "get_Description" => "the hung store",
            nameof(IEventStore.OpenAsync) or nameof(IAsyncDisposable.DisposeAsync) => default(ValueTask),
            nameof(IEventStore.GetRunAsync) => default(ValueTask<RunRecord?>),
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }

    private void Look()
    {
        Interlocked.Increment(ref _looks);
        _asked.TrySetResult();
        _answers.Task.Wait();
    }
}

namespace DurableSdk.Peers.Measuring;

/// <summary>The run that is killed after its completed steps and goes on in another process; <c>resumed.mjs</c> is its twin for peers in JavaScript.</summary>
public sealed class Resumed
{
    /// <summary>How many steps are completed before the next one.</summary>
    public const int Completed = 1000;

    private int _ran;

    public Task<string> CompletedStepAsync()
    {
        Interlocked.Increment(ref _ran);
        return Task.FromResult(Load.Result);
    }

    /// <summary>The next step: tells how many ran in this process before it, and waits to be killed.</summary>
    public Task<string> NextStepAsync()
    {
        Console.WriteLine($"next step after {_ran} steps");
        return new TaskCompletionSource<string>().Task;
    }
}

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>Steps that many cases use.</summary>
internal static class Steps
{
    [Step]
    public static Task<int> GiveAsync(int value) => Task.FromResult(value);

    [Step]
    public static Task<string> EchoAsync(string text) => Task.FromResult(text);

    /// <summary>Runs until it is cancelled.</summary>
    [Step(MaxAttempts = 1)]
    public static async Task<int> HangAsync(CancellationToken cancel = default)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        return 0;
    }

    [Step(MaxAttempts = 1)]
    public static Task<int> FailAsync() => throw new InvalidOperationException("As asked.");
}

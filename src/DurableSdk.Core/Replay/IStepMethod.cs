namespace DurableSdk.Replay;

/// <summary>A step's method with its arguments.</summary>
internal interface IStepMethod<TResult>
{
    /// <summary>Calls the method; each call reads arguments of its own.</summary>
    /// <param name="target">The instance; null for a static method.</param>
    /// <param name="cancel">The attempt's token; of no account where the method takes none.</param>
    ValueTask<TResult> CallAsync(object? target, CancellationToken cancel);
}

using DurableSdk.Replay;

namespace DurableSdk.UnitTests.Harness;

/// <summary>Calls the method on no instance.</summary>
internal sealed class NoExecution : IStepExecution
{
    public ValueTask<TResult> ExecuteAsync<TResult>(IStepMethod<TResult> method) =>
        method.CallAsync(null, CancellationToken.None);
}

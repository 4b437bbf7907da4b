namespace DurableSdk.Replay;

/// <summary>How the driver executes a step's method within one attempt: on which instance, through which pipeline, with which token.</summary>
internal interface IStepExecution
{
    /// <summary>Gives what the method gives. The method may be called several times, each time on another instance.</summary>
    /// <param name="method">The step's method.</param>
    ValueTask<TResult> ExecuteAsync<TResult>(IStepMethod<TResult> method);
}

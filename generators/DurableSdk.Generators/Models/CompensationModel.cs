namespace DurableSdk.Generators.Models;

/// <summary>The method that undoes a step.</summary>
/// <param name="Name">By which name a call by hand is recognised: its step's name, or the method's.</param>
/// <param name="TakesArguments">Whether it takes the step's arguments.</param>
/// <param name="TakesResult">Whether it takes the step's result.</param>
/// <param name="TypeArguments">The arguments for its type's parameters, as the step sees them: <c>&lt;int&gt;</c>, or nothing.</param>
/// <param name="MethodTypeArguments">The arguments for its own type parameters, or nothing.</param>
internal sealed record CompensationModel(
    MethodModel Method, string Name, StepOptionsModel Options, bool TakesArguments, bool TakesResult, string TypeArguments, string MethodTypeArguments)
{
    /// <summary>The name of its descriptor inside the holder.</summary>
    public string Member => Method.Member + "_Compensation";
}

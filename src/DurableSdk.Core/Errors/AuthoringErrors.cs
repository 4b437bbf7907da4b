namespace DurableSdk.Errors;

internal static class AuthoringErrors
{
    public static DurableException OutsideWorkflow(string what) => new(
        "DS1007", $"{what} was used outside a workflow. It has a meaning only in a [Workflow] method and what it calls; not inside a step.");

    public static DurableException NotIntercepted(string what) => new(
        "DS1008",
        $"{what} was called in a way that the generator could not intercept: through a delegate, by reflection, or from an assembly compiled "
        + "without DurableSdk. Call it directly, and reference the DurableSdk package where it is called.");

    public static DurableException NoStepRuns() => new(
        "DS1009", "StepContext.Current was read where no step of a workflow runs. Outside a workflow a step is the plain method: use StepContext.CurrentOrNull.");
}

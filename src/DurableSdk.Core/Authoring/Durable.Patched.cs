using DurableSdk.CompilerServices;

namespace DurableSdk;

public static partial class Durable
{
    /// <summary>
    /// Tells whether this run takes a change of the workflow's code: <c>if (Durable.Patched("charge-first")) { new code } else { old code }</c>. Runs that begin after the
    /// change take it, and so do those that haven't come to this line yet; those that were further when they were recorded keep the old code.
    /// </summary>
    /// <remarks>
    /// The first answer for an id holds for the rest of the run, wherever else and however often it is asked. True is recorded in the run's log, once; false leaves no trace. A run that
    /// continues as new asks anew. Once no run is open that takes the old code, remove the condition together with the old code: what is recorded of it stays in the logs
    /// unused. Never use an id again for another change.
    /// </remarks>
    /// <param name="id">The change's name, 1 to 200 characters; where it has another length, the run is blocked (DS1030). It may be composed, such as one for each pass of a loop.</param>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static bool Patched(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return WorkflowScope.Require(nameof(Patched)).Patched(id);
    }
}

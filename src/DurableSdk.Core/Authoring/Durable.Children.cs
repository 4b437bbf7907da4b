using DurableSdk.CompilerServices;

namespace DurableSdk;

public static partial class Durable
{
    /// <summary>
    /// Starts a child that outlives this run: it goes on when this run ends, fails or is cancelled, and this run isn't told of its end. Find it by its id, which a client can wait for, or by
    /// <see cref="RunQuery.ParentRunId"/>.
    /// </summary>
    /// <param name="work">The call of one workflow and nothing else: <c>() => audit.RunAsync(order)</c>. Nothing after the call is executed.</param>
    /// <returns>The child's run id, once its start is recorded.</returns>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static Task<string> Detach(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return WorkflowScope.Require(nameof(Detach)).Detach(work);
    }
}

using System.ComponentModel;
using DurableSdk.Errors;
using DurableSdk.Replay;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: tells whether the code runs inside a workflow.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WorkflowScope
{
    /// <summary>Only marks code as belonging to a run; whether it is still on the run's scheduler is checked at each call.</summary>
    private static readonly AsyncLocal<RunScope?> Mark = new();

    /// <summary>
    /// The run that executes this code, or null outside a workflow (then a step is the plain method). Where the code belongs to a run and has
    /// left its scheduler, the run is blocked, and all that is asked of it here fails (DS1003).
    /// </summary>
    public static RunScope? Current => Marked?.Here();

    /// <summary>Code whose execution context doesn't flow, such as the callback of a token, has no mark of its own; where it stands says the scheduler.</summary>
    private static RunScope? Marked => Mark.Value ?? (TaskScheduler.Current as RunScheduler)?.Scope;

    internal static RunScope Require(string member) => Current ?? throw AuthoringErrors.OutsideWorkflow($"{nameof(Durable)}.{member}");

    internal static DurableException NotIntercepted(string what) =>
        Marked is null ? AuthoringErrors.OutsideWorkflow(what) : AuthoringErrors.NotIntercepted(what);

    internal static void Enter(RunScope scope) => Mark.Value = scope;
}

using System.Linq.Expressions;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Replay;

namespace DurableSdk.Testing.Steps;

/// <summary>
/// Finds the step that an expression names. The compiler intercepts calls of steps there too, since the tree may be compiled and called in a workflow: it holds a generated method
/// <c>ChargeAsync_3(this OrderWorkflow self, …)</c>. Called in this scope that hands over its step's descriptor, and nothing runs.
/// </summary>
internal sealed class NamingScope() : LeftScope(AuthoringErrors.OutsideWorkflow("A step"))
{
    private const string GeneratedNamespace = "DurableSdk.Generated";

    private StepMethod? _step;

    /// <returns>Null where the call isn't intercepted as a step's.</returns>
    public static StepMethod? StepOf(MethodCallExpression call)
    {
        if (!IsGenerated(call))
            return null;
        var scope = new NamingScope();
        ExecutionContext.Run(ExecutionContext.Capture() ?? throw new InvalidOperationException("Steps can't be named while the flow of the execution context is suppressed."), _ => scope.Call(call), null);
        return scope._step;
    }

    /// <summary>Whether the expression holds what was generated for a call.</summary>
    public static bool IsGenerated(MethodCallExpression call) =>
        call.Method.DeclaringType?.Namespace?.StartsWith(GeneratedNamespace, StringComparison.Ordinal) == true;

    public override Task<TResult> CallStep<TArguments, TResult>(StepDescriptor<TArguments, TResult> step, CallSite site, object? target, TArguments arguments)
    {
        _step = StepMethod.Of(step);
        return new TaskCompletionSource<TResult>().Task;
    }

    internal override RunScope Here() => this;

    private void Call(MethodCallExpression call)
    {
        WorkflowScope.Enter(this);
        // A null stands for the default of a value type, too.
        call.Method.Invoke(null, new object?[call.Method.GetParameters().Length]);
    }
}

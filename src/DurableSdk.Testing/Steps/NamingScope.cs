using System.Linq.Expressions;
using System.Reflection;
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
    private bool _isWorkflow;

    /// <returns>Null where the call isn't intercepted as a step's.</returns>
    /// <exception cref="WorkflowTestException">DS5003: it is a workflow's.</exception>
    public static StepMethod? StepOf(MethodCallExpression call)
    {
        if (!IsGenerated(call))
            return null;
        var scope = new NamingScope();
        ExecutionContext.Run(ExecutionContext.Capture() ?? throw new InvalidOperationException("Steps can't be named while the flow of the execution context is suppressed."), _ => scope.Call(call), null);
        if (scope._isWorkflow)
            throw TestErrors.NoStep(NameOf(call.Method), StepDeclaration.IsWorkflow);
        return call.Arguments.Count > 0 ? scope._step?.On(TargetOf(call)) : scope._step;
    }

    /// <summary>Whether the expression holds what was generated for a call.</summary>
    public static bool IsGenerated(MethodCallExpression call) =>
        call.Method.DeclaringType?.Namespace?.StartsWith(GeneratedNamespace, StringComparison.Ordinal) == true;

    public override Task<TResult> CallStep<TArguments, TResult>(StepDescriptor<TArguments, TResult> step, CallSite site, object? target, TArguments arguments)
    {
        _step = StepMethod.Of(step);
        return new TaskCompletionSource<TResult>().Task;
    }

    public override Task<TResult> CallWorkflow<TArguments, TResult>(ChildWorkflow<TArguments, TResult> child, CallSite site, TArguments arguments)
    {
        _isWorkflow = true;
        return new TaskCompletionSource<TResult>().Task;
    }

    internal override RunScope Here() => this;

    /// <summary>The type on which the user calls it, where the step is declared by a base of that.</summary>
    private static Type TargetOf(MethodCallExpression call)
    {
        var target = call.Arguments[0];
        while (target is UnaryExpression { NodeType: ExpressionType.Convert } converted)
            target = converted.Operand;
        return target.Type;
    }

    /// <summary>The user's name of <c>RunAsync_16(this OrderWorkflow self, …)</c>.</summary>
    private static string NameOf(MethodInfo method)
    {
        var name = method.Name[..method.Name.LastIndexOf('_')];
        return method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute)) ? $"{method.GetParameters()[0].ParameterType.Name}.{name}" : name;
    }

    private void Call(MethodCallExpression call)
    {
        WorkflowScope.Enter(this);
        // A null stands for the default of a value type, too.
        call.Method.Invoke(null, new object?[call.Method.GetParameters().Length]);
    }
}

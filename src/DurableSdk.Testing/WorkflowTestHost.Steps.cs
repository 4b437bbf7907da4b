using System.Linq.Expressions;
using DurableSdk.Testing.Steps;

namespace DurableSdk;

/// <summary>Steps are replaced by naming their methods. The arguments of the call that names one are of no account.</summary>
public sealed partial class WorkflowTestHost
{
    /// <summary>A step that gives something: <c>host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default))</c>.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep<TResult> Step<TService, TResult>(Expression<Func<TService, Task<TResult>>> call) => Named<TResult>(MethodOf(call));

    /// <inheritdoc cref="Step{TService, TResult}(Expression{Func{TService, Task{TResult}}})"/>
    public TestStep<TResult> Step<TService, TResult>(Expression<Func<TService, ValueTask<TResult>>> call) => Named<TResult>(MethodOf(call));

    /// <summary>A step that gives nothing.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep Step<TService>(Expression<Func<TService, Task>> call) => Named(MethodOf(call));

    /// <inheritdoc cref="Step{TService}(Expression{Func{TService, Task}})"/>
    public TestStep Step<TService>(Expression<Func<TService, ValueTask>> call) => Named(MethodOf(call));

    /// <summary>A static step that gives something.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep<TResult> Step<TResult>(Expression<Func<Task<TResult>>> call) => Named<TResult>(MethodOf(call));

    /// <summary>A static step that gives nothing.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep Step(Expression<Func<Task>> call) => Named(MethodOf(call));

    /// <inheritdoc cref="Step{TResult}(Expression{Func{Task{TResult}}})"/>
    public TestStep<TResult> Step<TResult>(Expression<Func<ValueTask<TResult>>> call) => Named<TResult>(MethodOf(call));

    /// <inheritdoc cref="Step(Expression{Func{Task}})"/>
    public TestStep Step(Expression<Func<ValueTask>> call) => Named(MethodOf(call));

    /// <summary>A step or compensation by its method's name, for one that is private. Overloads count as one.</summary>
    /// <exception cref="WorkflowTestException">DS5003: there is no such step.</exception>
    public TestStep Step<TService>(string method) => Step(typeof(TService), method);

    /// <inheritdoc cref="Step{TService}(string)"/>
    /// <exception cref="WorkflowTestException">DS5003: there is no such step; DS5004: it gives something else.</exception>
    public TestStep<TResult> Step<TService, TResult>(string method) => Step<TResult>(typeof(TService), method);

    /// <summary>A step or compensation by its method's name, of a static class too. Overloads count as one.</summary>
    /// <exception cref="WorkflowTestException">DS5003: there is no such step.</exception>
    public TestStep Step(Type type, string method)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Named(StepMethod.Of(type, method));
    }

    /// <inheritdoc cref="Step(Type, string)"/>
    /// <exception cref="WorkflowTestException">DS5003: there is no such step; DS5004: it gives something else.</exception>
    public TestStep<TResult> Step<TResult>(Type type, string method)
    {
        ArgumentNullException.ThrowIfNull(type);
        var named = StepMethod.Of(type, method);
        named.ThrowIfItDoesNotGive(typeof(TResult));
        return Named<TResult>(named);
    }

    private static StepMethod MethodOf(LambdaExpression call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return StepMethod.Of(call);
    }

    private TestStep Named(StepMethod method) => new(method, _cluster.Steps);

    private TestStep<TResult> Named<TResult>(StepMethod method) => new(method, _cluster.Steps);
}

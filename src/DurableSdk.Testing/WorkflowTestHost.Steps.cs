using System.Linq.Expressions;
using DurableSdk.Testing.Steps;

namespace DurableSdk;

/// <summary>Steps are replaced by naming their methods. The arguments of the call that names one are of no account.</summary>
public sealed partial class WorkflowTestHost
{
    /// <summary>A step that gives something: <c>host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default))</c>.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep<TResult> Step<TService, TResult>(Expression<Func<TService, Task<TResult>>> call) => Known(new TestStep<TResult>(MethodOf(call)));

    /// <inheritdoc cref="Step{TService, TResult}(Expression{Func{TService, Task{TResult}}})"/>
    public TestStep<TResult> Step<TService, TResult>(Expression<Func<TService, ValueTask<TResult>>> call) => Known(new TestStep<TResult>(MethodOf(call)));

    /// <summary>A step that gives nothing.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep Step<TService>(Expression<Func<TService, Task>> call) => Known(new TestStep(MethodOf(call)));

    /// <inheritdoc cref="Step{TService}(Expression{Func{TService, Task}})"/>
    public TestStep Step<TService>(Expression<Func<TService, ValueTask>> call) => Known(new TestStep(MethodOf(call)));

    /// <summary>A static step that gives something.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep<TResult> Step<TResult>(Expression<Func<Task<TResult>>> call) => Known(new TestStep<TResult>(MethodOf(call)));

    /// <summary>A static step that gives nothing.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it isn't a call of a step.</exception>
    public TestStep Step(Expression<Func<Task>> call) => Known(new TestStep(MethodOf(call)));

    /// <summary>A step or compensation by its method's name, for one that is private. Overloads count as one.</summary>
    /// <exception cref="WorkflowTestException">DS5003: there is no such method.</exception>
    public TestStep Step<TService>(string method) => Known(new TestStep(StepMethod.Of(typeof(TService), method)));

    /// <inheritdoc cref="Step{TService}(string)"/>
    /// <exception cref="WorkflowTestException">DS5003: there is no such method; DS5004: it gives something else.</exception>
    public TestStep<TResult> Step<TService, TResult>(string method)
    {
        var named = StepMethod.Of(typeof(TService), method);
        named.ThrowIfItDoesNotGive(typeof(TResult));
        return Known(new TestStep<TResult>(named));
    }

    private static StepMethod MethodOf(LambdaExpression call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return StepMethod.Of(call);
    }

    private TStep Known<TStep>(TStep step)
        where TStep : TestStep
    {
        _cluster.Steps.Add(step);
        return step;
    }
}

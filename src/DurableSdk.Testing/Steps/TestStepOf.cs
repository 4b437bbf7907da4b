using System.Runtime.CompilerServices;
using DurableSdk.Testing.Steps;

namespace DurableSdk;

/// <summary>A step of a test that gives something: see <see cref="TestStep"/>.</summary>
/// <typeparam name="TResult">What it gives.</typeparam>
public sealed class TestStep<TResult> : TestStep
{
    internal TestStep(StepMethod method, StepBook book)
        : base(method, book)
    {
    }

    /// <summary>Gives a value in the method's place.</summary>
    /// <remarks>It goes before the other one, so that null is a value. A function then comes here too where the step gives an <see cref="object"/>.</remarks>
    [OverloadResolutionPriority(1)]
    public TestStep<TResult> Returns(TResult value) => Returns(value as Func<TestStepCall, TResult> ?? (_ => value));

    /// <summary>Gives a value that depends on the call, in the method's place.</summary>
    public TestStep<TResult> Returns(Func<TestStepCall, TResult> value) => Does((call, _) => Task.FromResult(value(call)));

    /// <summary>Does something in the method's place.</summary>
    public TestStep<TResult> Does(Func<TestStepCall, CancellationToken, Task<TResult>> action) =>
        (TestStep<TResult>)Say(script => script with { Does = async (call, cancel) => await action(call, cancel) });

    /// <inheritdoc cref="TestStep.FailsTimes"/>
    public new TestStep<TResult> FailsTimes(int times, Exception? exception = null) => (TestStep<TResult>)base.FailsTimes(times, exception);

    /// <inheritdoc cref="TestStep.Takes"/>
    public new TestStep<TResult> Takes(TimeSpan time) => (TestStep<TResult>)base.Takes(time);
}

using DurableSdk.Testing.Steps;

namespace DurableSdk;

/// <summary>
/// A step of a test: see <see cref="WorkflowTestHost"/>. As long as nothing is said of it, its own method runs; its calls are kept in any case. What is said counts from then on,
/// and comes together: <c>FailsTimes(2).Takes(TimeSpan.FromSeconds(3)).Returns(payment)</c>. To name a step again gives the same
/// one. Thread-safe.
/// </summary>
public class TestStep
{
    private readonly StepMethod _method;
    private readonly StepBook _book;

    internal TestStep(StepMethod method, StepBook book) => (_method, _book) = (method, book);

    /// <summary>Every attempt on this host that has begun, in the order in which they did; those too that were before the step was named.</summary>
    public IReadOnlyList<TestStepCall> Calls => _book.CallsOf(_method);

    /// <summary>How many attempts have begun on this host.</summary>
    public int Count => Calls.Count;

    /// <summary>Every attempt fails by this exception.</summary>
    public TestStep Throws(Exception exception) => Throws(() => exception);

    /// <summary>Every attempt fails by an exception that is made for it.</summary>
    public TestStep Throws(Func<Exception> exception) => Say(script => script with { Does = (_, _) => throw exception() });

    /// <summary>The first attempts of each call fail; what comes then does what else was said, or is the step's own method.</summary>
    /// <param name="times">How many.</param>
    /// <param name="exception">By what. Default: an <see cref="InvalidOperationException"/>.</param>
    public TestStep FailsTimes(int times, Exception? exception = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        return Say(script => script with { FailsTimes = times, Failure = exception });
    }

    /// <summary>Every attempt takes so long, by the test's clock, before it does what was said or what its own method does. Cancelling it ends it. Default: no time.</summary>
    public TestStep Takes(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Say(script => script with { Takes = time });
    }

    /// <summary>Nothing is done in the method's place.</summary>
    /// <exception cref="WorkflowTestException">DS5004: the step gives something.</exception>
    public TestStep Completes() => Does((_, _) => Task.CompletedTask);

    /// <summary>Does something in the method's place.</summary>
    /// <exception cref="WorkflowTestException">DS5004: the step gives something.</exception>
    public TestStep Does(Func<TestStepCall, CancellationToken, Task> action)
    {
        _method.ThrowIfItGives();
        return Say(script => script with
        {
            Does = async (call, cancel) =>
            {
                await action(call, cancel);
                return null;
            },
        });
    }

    /// <summary>Gives a value in the method's place.</summary>
    /// <exception cref="WorkflowTestException">DS5004: the step gives something of another type.</exception>
    public TestStep Returns(object? value)
    {
        _method.ThrowIfItDoesNotGive(value);
        return Say(script => script with { Does = (_, _) => Task.FromResult(value) });
    }

    private protected TestStep Say(Func<StepScript, StepScript> change)
    {
        _book.Say(_method, change);
        return this;
    }
}

using DurableSdk.Testing.Steps;

namespace DurableSdk;

/// <summary>
/// A step of a test: see <see cref="WorkflowTestHost"/>. As long as nothing is said of it, its own method runs; its calls are kept in any case. What is said counts from then on,
/// and comes together: <c>FailsTimes(2).Takes(TimeSpan.FromSeconds(3)).Returns(payment)</c>. Thread-safe.
/// </summary>
public class TestStep
{
    private readonly Lock _gate = new();
    private readonly List<TestStepCall> _calls = [];
    private readonly StepMethod _method;
    private StepScript _script = new();

    internal TestStep(StepMethod method) => _method = method;

    /// <summary>Every attempt that has begun, in the order in which they did.</summary>
    public IReadOnlyList<TestStepCall> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>How many attempts have begun.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _calls.Count;
        }
    }

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

    /// <summary>Every attempt takes so long, by the test's clock. Cancelling it ends it. Default: no time.</summary>
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

    internal bool Matches(Replay.StepCall call) => _method.Matches(call);

    /// <summary>What is to be done of an attempt; it is one of the calls from now on.</summary>
    internal StepScript Begin(TestStepCall call)
    {
        lock (_gate)
        {
            _calls.Add(call);
            return _script;
        }
    }

    /// <summary>The same, without calls, for another host.</summary>
    internal TestStep Copy()
    {
        lock (_gate)
            return new TestStep(_method) { _script = _script };
    }

    private protected TestStep Say(Func<StepScript, StepScript> change)
    {
        lock (_gate)
            _script = change(_script);
        return this;
    }
}

using DurableSdk.Testing.Scheduling;
using DurableSdk.Worker;

namespace DurableSdk.Testing.Steps;

/// <summary>What stands in for steps in one process of a test.</summary>
/// <param name="book">What was said of them.</param>
/// <param name="process">Where they run.</param>
/// <param name="begun">Hears of every attempt.</param>
/// <param name="latency">How long each takes besides, replaced or not.</param>
internal sealed class StepStandIn(StepBook book, LoopProcess process, Action<TestStepCall> begun, Func<TimeSpan> latency) : IStepStandIn
{
    public Func<CancellationToken, Task<object?>>? Begin(StepAttempt attempt)
    {
        var call = new TestStepCall(attempt.Run.RunId, attempt.Call.Id, attempt.Number, attempt.Call.ReadArguments(), process.Time.GetUtcNow());
        begun(call);
        if (process.Scheduler.IsDead)
            return static _ => new TaskCompletionSource<object?>().Task;
        if (book.Begin(attempt.Call, call) is not { } script || script.For(attempt.Number) is not { } instead)
            return null;
        return async cancel =>
        {
            await process.DelayAsync(script.Takes + latency(), cancel);
            var value = await process.Execution.Outside(new ValueTask<object?>(instead(call, cancel)));
            // Named by its method's name alone, the step may be another overload than the value was meant for.
            StepResult.Of(attempt.Call.ResultType).ThrowIfItCanNotBe(value, call.StepId);
            return value;
        };
    }

    public ValueTask DelayAsync(StepAttempt attempt, CancellationToken cancel) =>
        new(process.DelayAsync((book.Find(attempt.Call)?.Takes ?? TimeSpan.Zero) + latency(), cancel));

    public object? ServiceOf(Type type, Type? user) => user is not null && IsOptional(type, user) ? null : ServiceStandIn.Of(type);

    /// <summary>A class that can do without gets none in production either.</summary>
    private static bool IsOptional(Type service, Type user) =>
        user.GetConstructors().SelectMany(static one => one.GetParameters()).Any(parameter => parameter.HasDefaultValue && parameter.ParameterType == service);
}

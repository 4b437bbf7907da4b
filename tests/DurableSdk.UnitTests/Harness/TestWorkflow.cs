using System.Text.Json;
using DurableSdk.CompilerServices;

namespace DurableSdk.UnitTests.Harness;

/// <summary>Definitions by hand; the method is called anew by every core that is built.</summary>
internal static class TestWorkflow
{
    public static WorkflowDefinition Of<TResult>(Func<Task<TResult>> method) =>
        new WorkflowDefinition<ValueTuple, TResult>("Test", 1, "Test.RunAsync", null, false, NoArguments, (_, _, _) => new ValueTask<TResult>(method()));

    public static WorkflowDefinition Of(Func<Task> method) =>
        new WorkflowDefinition<ValueTuple, Unit>("Test", 1, "Test.RunAsync", null, false, NoArguments, (_, _, _) => Discard(method()));

    public static WorkflowDefinition WithTimeLimit<TResult>(Func<Task<TResult>> method, TimeSpan? timeout) => new WorkflowDefinition<ValueTuple, TResult>(
        "Test", 1, "Test.RunAsync", null, false, NoArguments, (_, _, _) => new ValueTask<TResult>(method()))
    { Timeout = timeout };

    /// <summary>With a handler of signal <c>add</c>.</summary>
    public static WorkflowDefinition Handling<TResult>(Func<Task<TResult>> method, Func<int, Task> handle, TimeSpan? timeout = null) => new WorkflowDefinition<ValueTuple, TResult>(
        "Test", 1, "Test.RunAsync", null, false, ArgumentCodec.None, (_, _, _) => new ValueTask<TResult>(method()))
    {
        Signals = [new SignalDefinition<ValueTuple<int>>("add", ArgumentCodec.Of<int>("value"), (_, arguments) => handle(arguments.Item1))],
        Timeout = timeout,
    };

    public static WorkflowDefinition WithToken<TResult>(Func<CancellationToken, Task<TResult>> method) => new WorkflowDefinition<ValueTuple, TResult>(
        "Test", 1, "Test.RunAsync", null, true, NoArguments, (_, _, cancel) => new ValueTask<TResult>(method(cancel)));

    public static WorkflowDefinition WithArgument<TArgument, TResult>(Func<TArgument, Task<TResult>> method) =>
        new WorkflowDefinition<ValueTuple<TArgument>, TResult>(
            "Test", 1, "Test.RunAsync", null, false, Flow.Codec<TArgument>(), (_, arguments, _) => new ValueTask<TResult>(method(arguments.Item1)));

    /// <summary>With parameters of these types; the method itself gets none of them.</summary>
    public static WorkflowDefinition Taking<TArguments>(Func<Task> method, params string[] names) => new WorkflowDefinition<TArguments, Unit>(
        "Test", 1, "Test.RunAsync", null, true, new(names, static (_, _, _) => { }, static (ref Utf8JsonReader _, Payloads.PayloadSerializer _) => default!), (_, _, _) => Discard(method()));

    public static WorkflowDefinition OfValueTask<TResult>(Func<ValueTask<TResult>> method) =>
        new WorkflowDefinition<ValueTuple, TResult>("Test", 1, "Test.RunAsync", null, false, NoArguments, (_, _, _) => method());

    private static ArgumentCodec<ValueTuple> NoArguments { get; } = new(
        [], static (_, _, _) => { }, static (ref Utf8JsonReader _, Payloads.PayloadSerializer _) => default);

    /// <summary>As generated code does it: the wrapper is awaited on the run's scheduler.</summary>
    private static async ValueTask<Unit> Discard(Task task)
    {
        await task;
        return default;
    }
}

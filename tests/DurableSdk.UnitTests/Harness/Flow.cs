using System.Text.Json;
using DurableSdk.CompilerServices;

namespace DurableSdk.UnitTests.Harness;

/// <summary>What a workflow under test calls: the durable operations as the generator's interceptors would call them.</summary>
internal static class Flow
{
    public const string Source = "Flow.cs:1";

    public static Task<int> Step(string name, int argument = 0, string source = Source) => Step<int, int>(name, argument, source);

    public static Task<TResult> Step<TArgument, TResult>(
        string name, TArgument argument, string source = Source, bool compared = true) => WorkflowScope.Current!.CallStep(
            Describe<TArgument, TResult>(name, compared), new CallSite($"{name}#1", source), null, new ValueTuple<TArgument>(argument));

    public static Task<int> Child(string workflow, int argument = 0) =>
        new ChildWorkflow<ValueTuple<int>, int>(workflow, 1, Codec<int>()).CallInWorkflow($"{workflow}#1", Source, new ValueTuple<int>(argument))!;

    /// <summary>A step of whose arguments only a hash is recorded.</summary>
    public static Task<int> Hashed<TArgument>(string name, TArgument argument, string source = Source) => WorkflowScope.Current!.CallStep(
        Hashing(name, Codec<TArgument>()), new CallSite($"{name}#1", source), null, new ValueTuple<TArgument>(argument));

    /// <summary>The same with a second parameter that isn't compared.</summary>
    public static Task<int> HashedBut(string name, int argument, string exempt) => WorkflowScope.Current!.CallStep(
        Hashing(name, ArgumentCodec.Of<int, string>("argument", "exempt").NotComparing(1)), new CallSite($"{name}#1", Source), null, (argument, exempt));

    /// <summary>A step whose compensation takes the result, and records of it only a hash.</summary>
    public static Task<int> UndoneByHash(string name) => WorkflowScope.Current!.CallStep(
        new StepDescriptor<ValueTuple<int>, int>(name, null, Codec<int>(), static (_, _, _) => throw new InvalidOperationException("The core ran a step."))
        {
            Compensation = StepCompensation.Of(Undoing(name, Codec<int>(), Hash), takesArguments: false, takesResult: true),
        },
        new CallSite($"{name}#1", Source),
        null,
        new ValueTuple<int>(0));

    /// <summary>A step that has a compensation.</summary>
    public static Task<int> Undoable(string name, int argument = 0, bool takesArguments = true, bool takesResult = false) =>
        WorkflowScope.Current!.CallStep(Undone(name, takesArguments, takesResult), new CallSite($"{name}#1", Source), null, new ValueTuple<int>(argument));

    public static Task Sleep(string name, TimeSpan duration, string source = Source) =>
        WorkflowScope.Current!.Sleep(new CallSite($"{name}#1", source), duration);

    public static Task Sleep(string name, double seconds) => Sleep(name, TimeSpan.FromSeconds(seconds));

    public static Task SleepUntil(string name, DateTimeOffset dueAt, string source = Source) =>
        WorkflowScope.Current!.SleepUntil(new CallSite($"{name}#1", source), dueAt);

    public static Task WithTimeout(this Task task, string name, double seconds) =>
        WorkflowScope.Current!.WithTimeout(new CallSite($"{name}#1", Source), task, TimeSpan.FromSeconds(seconds));

    public static Task<TResult> WithTimeout<TResult>(this Task<TResult> task, string name, double seconds) =>
        WorkflowScope.Current!.WithTimeout(new CallSite($"{name}#1", Source), task, TimeSpan.FromSeconds(seconds));

    public static void SetStatus(string name, string? text, string source = Source) => WorkflowScope.Current!.SetStatus(new CallSite($"{name}#1", source), text);

    public static void SetAttribute(string name, string key, AttributeValue? value, string source = Source) =>
        WorkflowScope.Current!.SetAttribute(new CallSite($"{name}#1", source), key, value);
    public static Task<T> Signal<T>(string name, double? timeoutSeconds = null) => WorkflowScope.Current!.WaitForSignal<T>(
        new CallSite($"Wait-{name}#1", Source), name, timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public static Task Send(string to, string name, int payload) => WorkflowScope.Current!.Send(new CallSite($"Send-{to}#1", Source), to, name, payload);

    public static Task<Hook<T>> Hook<T>(string id = "Hook", string? name = null, double? expiresAfterSeconds = null, string? token = null, int? deliveriesMax = null) =>
        WorkflowScope.Current!.CreateHook<T>(
            new CallSite($"{id}#1", Source), name, expiresAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, token, deliveriesMax);

    public static Task<bool> Until(string name, Func<bool> condition, double? timeoutSeconds = null) => WorkflowScope.Current!.Until(
        new CallSite($"{name}#1", Source), condition, timeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public static IAsyncEnumerable<TTask> WhenEach<TTask>(params TTask[] tasks)
        where TTask : Task => WorkflowScope.Current!.WhenEach(tasks);

    public static ArgumentCodec<ValueTuple<T>> Codec<T>(bool compared = true) => new(
        ["argument"],
        static (writer, serializer, arguments) => serializer.WriteElement(writer, arguments.Item1),
        static (ref Utf8JsonReader reader, Payloads.PayloadSerializer serializer) => new ValueTuple<T>(serializer.ReadElement<T>(ref reader)),
        compared ? [] : [0]);

    private static StepOptions Hash { get; } = new() { Arguments = ArgumentRecording.Hash };

    private static StepDescriptor<TArguments, int> Hashing<TArguments>(string name, ArgumentCodec<TArguments> codec) =>
        new(name, null, codec, static (_, _, _) => throw new InvalidOperationException("The core ran a step.")) { Options = Hash };

    private static StepDescriptor<ValueTuple<int>, int> Undone(string name, bool takesArguments, bool takesResult) => new(
        name, null, Codec<int>(), static (_, _, _) => throw new InvalidOperationException("The core ran a step."))
    {
        Compensation = takesArguments && takesResult
            ? StepCompensation.Of(Undoing(name, ArgumentCodec.Of<int, int>("argument", "result")), takesArguments, takesResult)
            : StepCompensation.Of(Undoing(name, Codec<int>()), takesArguments, takesResult),
    };

    private static StepDescriptor<TArguments, Unit> Undoing<TArguments>(string name, ArgumentCodec<TArguments> codec, StepOptions? options = null) => new(
        $"Undo{name}", null, codec, static (_, _, _) => throw new InvalidOperationException("The core ran a compensation."))
    { Options = options ?? StepOptions.Default };

    private static StepDescriptor<ValueTuple<TArgument>, TResult> Describe<TArgument, TResult>(string name, bool compared) => new(
        name, null, Codec<TArgument>(compared), static (_, _, _) => throw new InvalidOperationException("The core ran a step."));
}

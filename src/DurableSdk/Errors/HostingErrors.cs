using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Errors;

internal static class HostingErrors
{
    public static DurableException NoManifest() => new(
        "DS3001",
        "The program's workflows are unknown: the call of AddDurable or DurableHost.StartAsync was not seen by the generator. Call it directly from a project "
        + "that references the DurableSdk package, or name the workflows by options.AddManifest(…).");

    public static DurableException NoStore() => new(
        "DS3008", "No store is configured. Call options.UseSqlite(\"Data Source=app.db\") (package DurableSdk.Sqlite), or options.UseInMemory() in a test.");

    public static DurableException DuplicateWorkflow(WorkflowDefinition one, WorkflowDefinition other) => new(
        "DS3009",
        $"Two workflows are called {one.Key.Name} version {one.Key.Version}: {Describe(one)} and {Describe(other)}. Give one of them another Name or Version.");

    public static DurableException BadOption(string option, object value, string allowed) => new(
        "DS3010", $"{option} is {value}; allowed is {allowed}.");

    public static DurableException AddedTwice() => new(
        "DS3011", "AddDurable was called a second time on the same services. A program has one store and one worker: call it once, with all options.");

    public static DurableException DamagedMessage(string runId, InboxEntry entry, string how) => new(
        "DS3020",
        $"Message {entry.Position} in the inbox of run {runId} ({entry.Message.Kind}) is damaged: {how}. The database was changed by something else than DurableSdk, "
        + "or the disk has a fault. It was taken out of the inbox and not delivered, and the run stands still before what it would have done. Send it again with another id if it is wanted, "
        + $"then ResumeAsync(\"{runId}\") goes on; or restore the file from a backup.");

    public static DurableException CannotCreate(string what, Type type, Exception cause) => new(
        "DS2003",
        $"{what} needs an instance of {type}, which the service provider can't make: {CauseText.Of(cause, "Microsoft.Extensions.DependencyInjection")} Register it or what its constructor takes. "
        + "Nothing is lost: after the fix the run goes on.",
        cause);

    public static DurableException SeveralKeyed(string what, Type service, Type target) => new(
        "DS2003",
        $"{what} needs an instance of {target}, and {service} is registered under several keys as that: nothing says which of them the workflow called. Put [Step] on a method of the workflow's class "
        + "that calls the service, or give each key a class of its own. Nothing is lost: after the fix the run goes on.");

    public static DurableException EngineFailed(string runId, Exception cause) => new(
        "DS1011",
        $"The engine itself failed on run {runId} by {cause.GetType().Name}. The run is set aside so that it does no harm; nothing recorded is lost. "
        + $"Please report this with the stack trace from the log; with a version that mends it, ResumeAsync(\"{runId}\") goes on.",
        cause);

    public const string UnreadableMessageCode = "DS2014";

    public static DurableException UnreadableMessage(string runId, long position, InboxKind kind, Exception cause) => new(
        UnreadableMessageCode,
        $"A message for run {runId} can't be read ({kind}, {position} in the inbox). It stays in the inbox, and what came after it too, so that nothing is lost and the order is kept. "
        + $"Give the program the codec and its key, or the version that the message was sent by; then ResumeAsync(\"{runId}\") goes on, and another build tries it by itself. What is wrong: {cause.Message}",
        cause);

    public static DurableException CrashedTooOften(string runId, int times) => new(
        "DS1010",
        $"The program died {times} times in a row while it had run {runId} in hand, and the run made no progress in between. It is set aside so that the others "
        + $"can go on. Look for a crash of the process (stack overflow, out of memory) in its code; after the fix, ResumeAsync(\"{runId}\") goes on.");

    public static DurableException HistoryTooLong(string runId, string workflow, long events, int max) => new(
        "DS1013",
        $"The log of run {runId} of {workflow} has {events:N0} events; the limit is {max:N0}. Recovering it reads them all. Let the workflow go on with a fresh log: "
        + $"throw Durable.ContinueAsNew(…). Nothing is lost: with a higher HistoryEventsMax, ResumeAsync(\"{runId}\") goes on.");

    public static DurableException NoRunToSendTo(string runId, MessageSent message, string store) => new(
        "DS1016",
        $"Run {runId} was to send signal {message.Name} to run {message.To} ({message.Id}, {message.Source}), and there is no such run in {store}. Nothing was sent. "
        + "The id is wrong, or that run wasn't started yet: start it before its id is given away.");

    public static DurableException RunToSendToHasEnded(string runId, MessageSent message) => new(
        "DS1017",
        $"Run {runId} was to send signal {message.Name} to run {message.To} ({message.Id}, {message.Source}), which has ended. Nothing was sent; a finished run takes no more messages. "
        + "Where that may happen, catch this error.");

    public static DurableException HookTokenTaken(string runId, HookCreated hook, string owner) => new(
        "DS1027",
        $"Run {runId} was to make hook {hook.Name} ({hook.Id}, {hook.Source}) with a token that an open hook of {(owner == runId ? "the same run" : $"run {owner}")} has. Nothing was made. "
        + "Put what tells the runs apart into the token, close the other hook first, or let the token be drawn. Where it may happen, catch this error.");

    public static DurableException UnknownChild(string runId, WorkflowKey parent, ChildCall call, IReadOnlyCollection<string> known) => new(
        "DS4030",
        $"Run {runId} of {parent.Name} calls {call.Workflow.Name} version {call.Workflow.Version} ({call.Id}, {call.Source}), which this program doesn't know, so nobody would execute it. "
        + $"Known: {string.Join(", ", known)}. Reference the project that has it where AddDurable or DurableHost.StartAsync is called, or add it by options.AddManifest(…). "
        + $"Nothing was started; after the fix, ResumeAsync(\"{runId}\") goes on.");

    public static DurableException TooDeep(string runId, WorkflowKey parent, ChildCall call, int max) => new(
        "DS1026",
        $"Run {runId} of {parent.Name} stands {call.Depth - 1} children deep and calls {call.Workflow.Name} ({call.Id}, {call.Source}) as a further one; the limit is {max}. A workflow that calls itself "
        + $"without end would fill the disk: give it an end, or let it go on by Durable.ContinueAsNew. Nothing was started; after the fix, or with a higher ChildDepthMax, ResumeAsync(\"{runId}\") goes on.");

    private static string Describe(WorkflowDefinition workflow) =>
        workflow.Service is { } type ? $"{workflow.Method} ({type.FullName}, {type.Assembly.GetName().Name})" : workflow.Method;
}

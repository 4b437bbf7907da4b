using DurableSdk.Payloads;
using DurableSdk.Replay;

namespace DurableSdk.Errors;

/// <summary>Why a run can't go on, with both sides: what the log says and what the code does now.</summary>
internal static class ReplayErrors
{
    private const int PendingShown = 3;

    public static DurableException NotIssued(
        RunSetup run, long sequence, string kind, string id, string source, IReadOnlyCollection<Operation> pending) => Mismatch(
            run,
            sequence,
            Describe(kind, id, source),
            Describe(pending),
            "A step or a wait was removed, renamed or moved after this run started, or the code decides by something that isn't recorded.");

    public static DurableException EndsEarlier(RunSetup run, long sequence, string kind, string id, string source) => Mismatch(
        run,
        sequence,
        Describe(kind, id, source),
        "the method has ended",
        "A step or a wait was removed after this run started, or the code decides by something that isn't recorded.");

    public static DurableException EndsLater(RunSetup run, long sequence, IReadOnlyCollection<Operation> pending) => Mismatch(
        run,
        sequence,
        "the run's end",
        Describe(pending),
        "A step or a wait was added after this run ended.");

    public static DurableException NoUpdate(RunSetup run, long sequence, string name) => Mismatch(
        run,
        sequence,
        $"update {name}",
        "no [Update] method of that name",
        "The method was removed or renamed after this run accepted the update; a renamed one keeps its name by [Update(Name = \"…\")].");

    public static DurableException UpdateEndsLater(RunSetup run, long sequence, string id, IReadOnlyCollection<Operation> pending) => Mismatch(
        run,
        sequence,
        $"the end of update {id}",
        Describe(pending),
        "A step or a wait was added to its method after this run did the update, or the code decides by something that isn't recorded.");

    public static DurableException OtherArguments(RunSetup run, long sequence, Operation now, string source) => Mismatch(
        run,
        sequence,
        Describe(now.Kind, now.Id, source),
        $"{Describe(now)} with other arguments",
        "The code that computes the arguments was changed after this run started, or it uses something that isn't recorded (a clock, a random number, "
        + "a setting). A parameter that may differ is exempt with [NotCompared].");

    public static DurableException OtherHash(RunSetup run, long sequence, Operation now, string source, ArgumentHash recorded, ArgumentHash current) => Mismatch(
        run,
        sequence,
        $"{Describe(now.Kind, now.Id, source)} with arguments of hash {recorded.Shown}",
        $"{Describe(now)} with arguments of hash {current.Shown}",
        "The code that computes the arguments was changed after this run started, or one of their types was, or it uses something that isn't recorded (a clock, a random number, "
        + "a setting). Only a hash is recorded, so a member that was added to a type counts too. A parameter that may differ is exempt with [NotCompared] from the start.");

    public static DurableException ForeignAwait(RunSetup run) => new(
        "DS1002",
        $"{Name(run)} awaits something that isn't durable: no step, no timer and no signal is pending, and the method hasn't ended. After a crash nobody could complete "
        + "that await. Put the work into a [Step], or use Durable.Sleep instead of Task.Delay. Nothing is lost: after the fix, "
        + $"ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException NeverHolds(RunSetup run, IReadOnlyCollection<Operation> pending) => new(
        "DS1014",
        $"{Name(run)} waits for nothing but {Describe(pending)}, and nothing is left that could change what it looks at: no other branch waits for anything durable, and "
        + $"{run.Definition.Method} has no [Signal] or [Update] method beside it. Give the wait a timeout, or wait for what is to change. Nothing is lost: after the fix, "
        + $"ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException OnlyLooking(RunSetup run, string by, string what) => new(
        "DS1015",
        $"{Name(run)}: {by} called {what}. It runs again and again, and on every replay, so it may look at the run's state and nothing else. Call it before, and look at its result. "
        + $"Nothing is lost: after the fix, ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException OnlyReading(RunSetup run, string by, string what) => new(
        "DS1034",
        $"{Name(run)}: {by} called {what}. It is no part of the run, so nothing of it is ever recorded: it may look at the run's state and nothing else. Let the workflow, or an [Update] method, do it "
        + "and keep what comes of it in a field. The run itself is not affected.");

    public static DurableException LeftScheduler(RunSetup run) => new(
        "DS1003",
        $"{Name(run)} made a durable call from outside the run's scheduler: after ConfigureAwait(false), inside Task.Run, or after awaiting something that "
        + "isn't durable. The order of such calls can't be replayed. Remove it, or put the work into a [Step]. Nothing is lost: after the fix, "
        + $"ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException ForeignPost(RunSetup run) => new(
        "DS1004",
        $"{Name(run)} was continued from outside the run's scheduler: it awaits something that isn't durable (Task.Delay, Task.Run, I/O, a task of another run). "
        + "When that completes isn't recorded and can't be replayed. Put the work into a [Step], or use Durable.Sleep. Nothing is lost: after the fix, "
        + $"ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException NextArguments(RunSetup run, object?[] given, string why)
    {
        var parameters = run.Definition.ParameterNames.Zip(run.Definition.ParameterTypes, (name, type) => $"{type.Name} {name}");
        return new(
            "DS1012",
            $"{Name(run)} was to continue with ({string.Join(", ", given.Select(value => value?.GetType().Name ?? "null"))}), and {run.Definition.Method} takes "
            + $"({string.Join(", ", parameters)}): {why}. Pass to Durable.ContinueAsNew what the workflow takes, in the same order, without the cancellation token. "
            + $"Nothing is lost: after the fix, ResumeAsync(\"{run.RunId}\") goes on.");
    }

    public static DurableException PatchId(RunSetup run, string id) => new(
        "DS1030",
        $"{Name(run)} asked for Durable.Patched with an id of {id.Length} characters. An id has 1 to {ReplayCore.PatchIdLengthMax} characters; it stands in the log. "
        + $"Nothing is lost: after the fix, ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException NegativeLimit(RunSetup run, string id, string source, TimeSpan limit) => new(
        "DS1029",
        $"{Name(run)} gave {id} ({source}) the time limit {limit:c}, which is negative. A limit is zero or more, counted from the call; Timeout.InfiniteTimeSpan, or none, stands for no limit. "
        + "Where it is computed from a deadline that may have passed, take TimeSpan.Zero then. "
        + $"Nothing is lost: after the fix, ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException BadMark(RunSetup run, string id, string source, string problem) => new(
        "DS1020",
        $"{Name(run)} said something of itself at {id} ({source}) that can't be kept: {problem}. Shorten it, and put what is long into a step's result. "
        + $"Nothing is lost: after the fix, ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException TooManyAttributes(RunSetup run, string id, string source, string key) => new(
        "DS1021",
        $"{Name(run)} has {MarkRules.AttributesMax} attributes, and '{key}' at {id} ({source}) would be one more. Attributes are for finding runs: keep few keys, and "
        + $"let the values differ. Nothing is lost: after the fix, ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException Uncompensated(RunSetup run, IReadOnlyList<Undo> undos)
    {
        var left = undos.Where(undo => !undo.IsDone).Reverse().Select(undo =>
            $"{undo.StepId} ({(undo.FailureType is { } type ? $"its compensation failed by {type}" : "its outcome is unknown, and its compensation takes the result")})");
        return new(
            "DS1023",
            $"{Name(run)} has ended and could not undo all of its steps: {string.Join(", ", left)}. The others are undone, and the log holds what each attempt "
            + "threw (CompensationFailed). Mend the cause, or let the compensation take the step's arguments only where its result is unknown, and call "
            + $"ResumeAsync(\"{run.RunId}\"), which tries these again; or undo them by hand and call TerminateAsync, which records them as uncompensated.");
    }
    public static DurableException BadMessageText(string what, string why) => new("DS1018", $"{what} given to Durable.Send {why}. Nothing was sent.");

    public static DurableException BadHook(string problem) => new("DS1028", $"The hook can't be made: {problem}. Nothing was recorded.");

    public static DurableException NoHooksAddress(OpenHook hook) => new(
        "DS3018",
        $"Hook {hook.Name} ({hook.Id}, {hook.Source}) has no URL: the host that made it knew no address. Set options.HooksAddress to where the hooks are mapped, "
        + "such as https://shop.example.com/hooks, and start the run anew; or build the address from hook.Token.");

    public static DurableException NotOneChild(RunSetup run, IReadOnlyList<Operation> called) => new(
        "DS1025",
        $"{Name(run)} gave Durable.Detach code that calls {(called.Count == 0 ? "no workflow before it waits for something else" : $"{called.Count} workflows ({Describe(called)})")}. It starts one child: "
        + "call it once for each, with nothing but the call of the workflow in it: Durable.Detach(() => audit.RunAsync(order)). Nothing is lost: after the fix, "
        + $"ResumeAsync(\"{run.RunId}\") goes on.");

    public static DurableException Abandoned(RunSetup run) => new(
        "DS1003", $"{Name(run)} was dropped from memory; code of it that still runs somewhere has left the run's scheduler.");

    private static DurableException Mismatch(RunSetup run, long sequence, string recorded, string now, string cause) => new(
        "DS1001",
        $"""
        {Name(run)} no longer matches its log at event {sequence}.
          recorded: {recorded}      now: {now}
        {cause} Put the code back as it was, put the change behind Durable.Patched("…"), or start new runs as [Workflow(Version = {run.Definition.Key.Version + 1})] and keep this version for the old ones.
        Nothing is lost: after the fix, ResumeAsync("{run.RunId}") goes on.
        """);

    private static string Name(RunSetup run) => $"{run.Definition.Key.Name} ({run.RunId})";

    private static string Describe(IReadOnlyCollection<Operation> pending) => pending.Count == 0
        ? "nothing"
        : string.Join(", ", pending.Take(PendingShown).Select(Describe)) + (pending.Count > PendingShown ? ", …" : "");

    private static string Describe(Operation operation) => Describe(operation.Kind, operation.Id, operation.Source);

    private static string Describe(string kind, string id, string source) => source.Length == 0 ? $"{kind} {id}" : $"{kind} {id} ({source})";
}

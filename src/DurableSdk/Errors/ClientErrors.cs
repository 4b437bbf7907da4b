using DurableSdk.CompilerServices;
using DurableSdk.Storage;

namespace DurableSdk.Errors;

internal static class ClientErrors
{
    public static DurableException RunNotFound(string runId, string store) => new(
        "DS4001", $"There is no run {runId} in {store}. The id is wrong, the run was purged, or the store is another one than it was started in.");

    public static DurableException OtherWorkflow(FinishedRun run, string workflow) => new(
        "DS4044",
        $"Run {run.RunId} is a run of {run.Workflow}, and the handle is for runs of {workflow}. What it gave is not told: it would be read as another type. Nothing of the run has changed. Take the handle of its own workflow, or look "
        + "where the id comes from.");

    public static DurableException KeyUsed(string workflow, string key, string runId) => new(
        "DS4002",
        $"The idempotency key {key} of {workflow} belongs to run {runId}, which was started with another input. Nothing was started. "
        + "Use the same input for the same key, or another key for another order.");

    public static DurableException RunFinished(RunRecord run) => new(
        "DS4003", $"Run {run.RunId} of {run.Workflow} has ended ({run.Status}, {run.UpdatedAt:u}). Nothing was sent; a finished run takes no more messages.");

    public static DurableException RunContinued(string runId, RunRecord last) => new(
        "DS4011",
        $"Run {runId} of {last.Workflow} has continued as a new run; {(last.Status.IsFinished() ? "the last of its chain is" : "the one that goes on is")} {last.RunId} ({last.Status}). "
        + "Nothing was sent. Use that id, or a handle (client.GetHandle), which follows the chain.");

    public static DurableException UnknownSignal(WorkflowKey workflow, string run, string name, IReadOnlyList<SignalDefinition> known) => new(
        "DS4012",
        $"{workflow.Name} version {workflow.Version} takes no signal {name} ({run}). Nothing was sent. "
        + $"It takes: {(known.Count == 0 ? "none" : string.Join(", ", known.Select(Describe)))}. "
        + "Use one of these names, or give the workflow a [Signal] method or a Durable.WaitForSignal of that name.");

    public static DurableException BadSignal(WorkflowKey workflow, string run, SignalDefinition signal, Exception cause) => new(
        "DS4013",
        $"What signal {signal.Name} carries doesn't fit {workflow.Name} version {workflow.Version} ({run}), which takes {Describe(signal)}: {cause.Message} Nothing was sent.",
        cause);

    public static DurableException BadSignalText(string what, string why) => new("DS4014", $"{what} {why}. Nothing was sent.");

    private static string Describe(SignalDefinition signal) => $"{signal.Name}({signal.Parameters})";

    public static DurableException NotKnownHere(WorkflowKey workflow, string runId, IReadOnlyCollection<WorkflowKey> known) => new(
        "DS4023",
        $"Run {runId} is of {workflow.Name} version {workflow.Version}, which this program doesn't know, so it can't answer for it. "
        + $"Known: {(known.Count == 0 ? "none" : string.Join(", ", known.Select(key => $"{key.Name} version {key.Version}")))}. Ask in a program that has the workflow or references it, "
        + "with AddDurable or DurableHost.StartAsync called there, or add its assembly by options.AddManifest(…).");

    public static DurableException UnknownMessage(WorkflowKey workflow, string runId, string kind, string name, IEnumerable<string> known) => new(
        "DS4024",
        $"{workflow.Name} version {workflow.Version} has no {kind} {name} (run {runId}). It has: {(known.Any() ? string.Join(", ", known) : "none")}. "
        + "Use one of these names, or a member of the typed handle, which can't be misspelt.");

    public static DurableException BadMessage(WorkflowKey workflow, string runId, string kind, string name, string parameters, string why, Exception? cause) => new(
        "DS4025",
        $"What was given to {kind} {name} doesn't fit {workflow.Name} version {workflow.Version} (run {runId}), where it is {name}({parameters}): {why}. "
        + "Give what it takes, in the same order, or use the typed handle.",
        cause);

    public static DurableException QueryFailed(WorkflowKey workflow, string runId, string query, Exception cause) => new(
        "DS4026",
        $"Query {query} of {workflow.Name} version {workflow.Version} threw on run {runId}: {cause.GetType().Name}: {cause.Message} The run itself is not affected. "
        + "A query must answer at any time: before the first step, in the middle of it all and after the end.",
        cause);

    public static DurableException EndedBeforeUpdate(RunRecord run, string update, bool isAccepted) => new(
        "DS1035",
        $"Run {run.RunId} of {run.Workflow} has ended ({run.Status}, {run.UpdatedAt:u}) before update {update} {(isAccepted ? "did: it was accepted, and what it had done by then stays done" : "was accepted: it was never done")}. "
        + "A run ends when its workflow's method does; let that wait until its updates are done: await Durable.Until(() => …).");

    public static DurableException RunIdTaken(string runId, RunRecord run) => new(
        "DS4004", $"The run id {runId} belongs to another run of {run.Workflow} ({run.Status}). Nothing was started. Leave RunId out to get a new id, "
        + "or use IdempotencyKey where a second start is to give the same run.");

    public static DurableException BadArguments(string workflow, IReadOnlyList<string> parameters, Exception? cause) => new(
        "DS4005",
        $"The JSON doesn't fit the parameters of {workflow} ({string.Join(", ", parameters)}){(cause is null ? "" : $": {cause.Message}")} Nothing was started. "
        + "Pass an array in the order of the parameters, or an object by their names.",
        cause);

    public static DurableException UnknownWorkflow(string name, IReadOnlyCollection<string> known) => new(
        "DS4006", $"No workflow is named {name}. Known: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");

    public static DurableException BadText(string what) => new(
        "DS4008", $"{what} contains a control character or half of a surrogate pair, which a store can't keep. Nothing was started.");

    public static DurableException BadAttributes(string workflow, string problem) => new(
        "DS4017", $"{workflow} can't be started with these attributes: {problem}. Nothing was started. Attributes are for finding runs; what is long belongs into the input.");

    public static DurableException NotRegistered(WorkflowKey workflow, IReadOnlyCollection<string> known) => new(
        "DS4010",
        $"Workflow {workflow.Name} version {workflow.Version} isn't registered in this program, which is to execute runs: a run of it would wait for ever. Nothing was started. "
        + $"Registered: {(known.Count == 0 ? "none" : string.Join(", ", known))}. Call AddDurable or DurableHost.StartAsync in the project that has the workflow or references it, "
        + "or add its assembly by options.AddManifest(…).");

    public static DurableException BadCut(RunRecord run, long sequence, long last) => new(
        "DS4020",
        $"Run {run.RunId} of {run.Workflow} ({run.Status}) can't be forked at event {sequence}: a fork copies the events from the first up to one of its events, 1 to {last}"
        + $"{(run.Status.IsFinished() ? "; its own end stays behind" : " so far")}. Nothing was started.");

    public static DurableException Purged(RunRecord run, DateTimeOffset at) => new(
        "DS4021",
        $"The log of run {run.RunId} of {run.Workflow} ({run.Status}, {run.UpdatedAt:u}) was purged at {at:u}, and its result with it. What remains is the run's place in the list, so that its "
        + "idempotency key isn't used twice.");

    public static DurableException NoSubscription(string name, IReadOnlyList<SubscriptionRecord> known) => new(
        "DS4022",
        $"There is no subscription named {name}. Known: {(known.Count == 0 ? "none" : string.Join(", ", known.Select(subscription => subscription.Name)))}. "
        + "One is made by the first loop over SubscribeAsync.");

    public static DurableException NoSuchEvent(RunRecord run, long sequence, long last) => new(
        "DS4040",
        $"Run {run.RunId} of {run.Workflow} ({run.Status}) has no event {sequence}: its log has the events 1 to {last}{(run.Status.IsFinished() ? "" : " so far")}. "
        + "Each run of a chain has a log of its own; the sequence may be another run's.");

    public static DurableException BadLength(string what, int length, int max) => new(
        "DS4008", $"{what} has {length} characters; 1 to {max} are allowed. Nothing was started.");
}

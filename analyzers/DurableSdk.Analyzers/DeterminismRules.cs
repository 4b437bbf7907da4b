using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers;

/// <summary>
/// The table of the rules of determinism, a line each; each has its page in docs/rules. What can't work is an error, what surely
/// breaks a replay a warning, what may is information. The last argument of a message is the chain of calls that leads there.
/// </summary>
internal static class DeterminismRules
{
    public static readonly DiagnosticDescriptor WallClock = Warning("DUR1001", "Workflow code reads the wall clock", "'{0}' gives another time at each replay; use Durable.UtcNow{1}");
    public static readonly DiagnosticDescriptor Chance = Warning("DUR1002", "Workflow code draws ids or chance outside the log", "'{0}' gives another value at each replay; use {1}{2}");
    public static readonly DiagnosticDescriptor ForeignTimer = Warning("DUR1003", "Workflow code waits outside the log", "'{0}' waits in this process only, so a restart begins the wait anew and no event ends it; use {1}{2}");
    public static readonly DiagnosticDescriptor LeavesScheduler = Warning("DUR1004", "Workflow code leaves the run's scheduler", "'{0}' runs code on another thread, where its order isn't recorded and a durable call fails; {1}{2}");
    public static readonly DiagnosticDescriptor ConfigureAwait = Warning("DUR1005", "ConfigureAwait takes the code off the run's scheduler", "'{0}' lets the code go on outside the run's scheduler; remove it{1}");
    public static readonly DiagnosticDescriptor ForeignAwait = Warning("DUR1006", "Workflow code awaits what isn't durable", "'{0}' isn't recorded: it would run again at each replay, and its end is no event; call it in a [Step]{1}");
    public static readonly DiagnosticDescriptor Blocking = Warning("DUR1007", "Workflow code blocks its thread", "'{0}' blocks the thread that would have to bring what it waits for; {1}{2}");
    public static readonly DiagnosticDescriptor InputOutput = Warning("DUR1008", "Workflow code does input or output", "'{0}' touches the outside world, again at each replay and perhaps with another answer; call it in a [Step]{1}");
    public static readonly DiagnosticDescriptor Environment = Warning("DUR1009", "Workflow code depends on its machine or its configuration", "'{0}' may answer differently when the run goes on elsewhere or after a deployment; read it in a [Step] or pass it as an argument{1}");
    public static readonly DiagnosticDescriptor Culture = Information("DUR1010", "Workflow code depends on the culture", "'{0}' depends on the culture of the machine that replays; pass CultureInfo.InvariantCulture, or StringComparer.Ordinal for an order{1}");
    public static readonly DiagnosticDescriptor MutableStatic = Warning("DUR1011", "Workflow code uses mutable static state", "'{0}' is shared by all runs of this process and lost with it, so a replay finds another value; {1}{2}");
    public static readonly DiagnosticDescriptor AmbientState = Warning("DUR1012", "Workflow code uses ambient state", "'{0}' belongs to a thread or a call of this process, and a replay has another; pass the value as an argument{1}");
    public static readonly DiagnosticDescriptor ServiceMutated = Warning("DUR1013", "Workflow code changes an injected service", "'{0}' changes an object that other runs share, again at each replay; keep the state in the workflow or change it in a [Step]{1}");
    public static readonly DiagnosticDescriptor StepUsesWorkflowField = Warning("DUR1014", "A step uses a field that the workflow assigns", "Step '{0}' {1} '{2}', which '{3}' {4}; a step runs on an instance of its own, so {5}{6}");
    public static readonly DiagnosticDescriptor UnstableHash = Warning("DUR1015", "Workflow code uses a hash code that differs per process", "'{0}' gives another number in each process; use a hash that is defined, or compare the values{1}");
    public static readonly DiagnosticDescriptor HashOrder = Warning("DUR1016", "The order of an enumeration differs per process", "The order of '{0}' depends on hash codes or threads and differs at replay; sort it first{1}");
    public static readonly DiagnosticDescriptor UnpromisedOrder = Information("DUR1017", "The order of an enumeration isn't promised", "The order of '{0}' isn't promised, and durable operations depend on it here; sort it first{1}");
    public static readonly DiagnosticDescriptor LostWork = Warning("DUR1018", "Durable work is started and never awaited", "'{0}' is started and nothing awaits it, so the run may end before it does and its failure is lost; await it{1}");
    public static readonly DiagnosticDescriptor AsyncVoid = Warning("DUR1019", "Workflow code is async void", "'{0}' is async void: nobody can await it, and an exception in it ends the process; return a Task{1}");
    public static readonly DiagnosticDescriptor StepInStep = Warning("DUR1020", "A step is called inside a step", "'{0}' is called inside step '{1}', where it is a plain call: no event of its own, no retry, and again with each attempt; call it from the workflow or share a method that is no step{2}");
    public static readonly DiagnosticDescriptor DurableInStep = Error("DUR1021", "A durable operation is used inside a step", "'{0}' is used inside step '{1}', which isn't workflow code and may do all that workflow code may not: it throws DS1007; use the ordinary API{2}");
    public static readonly DiagnosticDescriptor NotRoundTrippable = Warning("DUR1022", "A value doesn't come back from the log as it was", "{0} of '{1}' is written to the log as JSON and wouldn't come back as it was: {2}{3}");
    public static readonly DiagnosticDescriptor SwallowedCancellation = Information("DUR1023", "A handler swallows the run's cancellation", "This catches the cancellation of the run too, and the run goes on as if nothing had happened; add when (e is not {0}){1}");
    public static readonly DiagnosticDescriptor FilterWithEffects = Warning("DUR1024", "An exception filter has effects", "{0} in an exception filter happens before the finally blocks of the code that threw, in an order that is easily mistaken; do it in the handler{1}");
    public static readonly DiagnosticDescriptor TokenReplaced = Information("DUR1025", "A token is passed to a step that has its own", "'{0}' has no effect: step '{1}' gets a token of its own, which fires at its time-out, the run's cancellation and the host's stop; leave the argument out{2}");
    public static readonly DiagnosticDescriptor EndlessLoop = Warning("DUR1026", "An endless loop never continues as new", "This loop never ends, and each round adds events until the run reaches the limit of its log; throw Durable.ContinueAsNew(…) after some rounds{0}");
    public static readonly DiagnosticDescriptor ContinueAsNewMisused = Error("DUR1027", "ContinueAsNew is misused", "{0}{1}");
    public static readonly DiagnosticDescriptor ForeignLogger = Warning("DUR1028", "Workflow code logs or measures at each replay", "'{0}' writes again at each replay; use {1}{2}");
    public static readonly DiagnosticDescriptor InjectedService = Warning("DUR1029", "Workflow code calls an injected service", "'{0}' is a call of an injected service that nothing records; call it in a [Step], or mark it [WorkflowSafe] if it only computes{1}");
    public static readonly DiagnosticDescriptor BannedByProject = Warning("DUR1030", "This project bans an API in workflows", "'{0}' is banned in workflows: {1}{2}");
    public static readonly DiagnosticDescriptor StepByReflection = Error("DUR1031", "A step is looked up by reflection", "'{0}' is a step; called through reflection it would run unrecorded: call it directly{1}");
    public static readonly DiagnosticDescriptor UnreadableBan = Warning("DUR1032", "A line of Durable.BannedInWorkflows.txt can't be read", "\"{0}\" {1}");
    public static readonly DiagnosticDescriptor Zone = Warning("DUR1033", "Workflow code goes by the time zone of its machine", "'{0}' goes by the time zone of the machine, and the run may go on in another; {1}{2}");
    public static readonly DiagnosticDescriptor ZoneOfUnknown = Information("DUR1034", "Workflow code may go by the time zone of its machine", "'{0}' may go by the time zone of the machine: {1}{2}");
    public static readonly DiagnosticDescriptor ExceptionText = Warning("DUR1035", "Workflow code decides by a stack trace", "'{0}' holds the stack trace, which isn't recorded and changes with each build; use Message{1}");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        WallClock, Chance, ForeignTimer, LeavesScheduler, ConfigureAwait, ForeignAwait, Blocking, InputOutput, Environment, Culture,
        MutableStatic, AmbientState, ServiceMutated, StepUsesWorkflowField, UnstableHash, HashOrder, UnpromisedOrder, LostWork, AsyncVoid,
        StepInStep, DurableInStep, NotRoundTrippable, SwallowedCancellation, FilterWithEffects, TokenReplaced, EndlessLoop,
        ContinueAsNewMisused, ForeignLogger, InjectedService, BannedByProject, StepByReflection, UnreadableBan,
        Zone, ZoneOfUnknown, ExceptionText,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Information(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "DurableSdk.Determinism", severity, isEnabledByDefault: true, helpLinkUri: $"docs/rules/{id}.md");
}

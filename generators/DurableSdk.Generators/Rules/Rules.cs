using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Rules;

/// <summary>Every compile-time error of the generator: a line each, a page each under <c>docs/rules</c>.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor BadDuration = Error("DUR0001", "A duration can't be read", "{0} = \"{1}\" is not a duration; write a number and a unit, such as \"250ms\", \"1s\", \"5m\", \"24h\" or \"7d\"");
    public static readonly DiagnosticDescriptor OptionOutOfRange = Error("DUR0002", "An option is out of range", "{0} = {1} is out of range; {2}");
    public static readonly DiagnosticDescriptor NotATask = Error("DUR0003", "A step or workflow must return a task", "{0} '{1}' returns '{2}'; it must return Task, Task<T>, ValueTask or ValueTask<T>");
    public static readonly DiagnosticDescriptor ParameterNotRecordable = Error("DUR0004", "A parameter or result can't be recorded", "{0} of '{1}' is {2}, which can't be written to the log; pass a plain value");
    public static readonly DiagnosticDescriptor StructInstance = Error("DUR0005", "An instance step or workflow can't be on a struct", "'{0}' is an instance method of struct '{1}', whose calls would work on a copy; make it static or the type a class");
    public static readonly DiagnosticDescriptor SignatureTypeHidden = Error("DUR0006", "A type in the signature is hidden from generated code", "'{0}' uses type '{1}', which is {2}; generated code can't name it: make it at least internal");
    public static readonly DiagnosticDescriptor ContainingTypeHidden = Error("DUR0007", "The containing type is hidden from generated code", "'{0}' is declared in '{1}', which is {2}; generated code can't name it: make it at least internal");
    public static readonly DiagnosticDescriptor LocalFunction = Error("DUR0008", "A local function or lambda can't be a step or workflow", "[{0}] on a local function or lambda has no effect; make it a method of the class");
    public static readonly DiagnosticDescriptor BaseCall = Error("DUR0009", "A step can't be called through base", "'base.{0}' would run the overriding step again; move the shared code to a method that isn't virtual, or call '{0}' without base");
    public static readonly DiagnosticDescriptor MethodGroup = Error("DUR0010", "A durable method can't be turned into a delegate", "'{0}' is used as a delegate, so its calls can't be recorded; write a lambda that calls it");
    public static readonly DiagnosticDescriptor DirectWorkflowCall = Error("DUR0011", "This call of a workflow can't become a child", "'{0}' leads to a [Workflow], and this call of it can't become a child run: {1}");
    public static readonly DiagnosticDescriptor DuplicateWorkflow = Error("DUR0012", "Two workflows have one name and version", "Workflow '{0}' version {1} is also declared by '{2}'; give one another Name or Version");
    public static readonly DiagnosticDescriptor NamesNeeded = Error("DUR0013", "Several workflows in one class need names", "'{0}' is one of several workflows in '{1}'; give each a Name: [Workflow(Name = \"…\")]");
    public static readonly DiagnosticDescriptor NameGivesNoIdentifier = Error("DUR0014", "A workflow's name gives no identifier", "Workflow name \"{0}\" can't stand in Start…Async; begin it with a letter and use letters and digits");
    public static readonly DiagnosticDescriptor GenericWorkflow = Error("DUR0015", "A workflow can't be generic", "'{0}' has open type parameters, so nobody could say which type to start it with; write a workflow per type that calls shared generic code");
    public static readonly DiagnosticDescriptor AbstractWorkflow = Error("DUR0016", "A workflow needs a class that can be made", "'{0}' is on {1}; put [Workflow] on the method of a class that can be instantiated");
    public static readonly DiagnosticDescriptor NotAnException = Error("DUR0017", "NonRetryable lists exception types only", "NonRetryable lists '{0}', which doesn't derive from System.Exception, so it can never be thrown");
    public static readonly DiagnosticDescriptor ExceptionNotRecreatable = Error("DUR0018", "A caught exception can't be made again from the log", "'{0}' can't be made again on replay ({1}), so this catch would not catch it; {2}");
    public static readonly DiagnosticDescriptor UnmarkedAssembly = Error("DUR0019", "An assembly was compiled without the generator", "'{0}' is in assembly '{1}', which uses DurableSdk but was compiled without its generator: steps called in there would run unrecorded; reference the DurableSdk package in that project and rebuild it");
    public static readonly DiagnosticDescriptor InterceptorsOff = AtEnd("DUR0020", "Interceptors are switched off", "This project doesn't allow interceptors in DurableSdk.Generated; add to it: <InterceptorsNamespaces>$(InterceptorsNamespaces);DurableSdk.Generated</InterceptorsNamespaces>");
    public static readonly DiagnosticDescriptor LanguageVersion = AtEnd("DUR0021", "The language version is too low", "DurableSdk needs C# 12 or later, and this project is compiled as C# {0}; remove <LangVersion> or raise it");
    public static readonly DiagnosticDescriptor NotInterceptable = Error("DUR0022", "This call of a step can't be recorded", "The call of '{0}' can't be intercepted because {1}");
    public static readonly DiagnosticDescriptor NameTaken = AtEnd("DUR0023", "A generated name is taken", "Workflow '{0}' gets the handle '{1}', and a type of that name exists; rename that type or give the workflow another Name");
    public static readonly DiagnosticDescriptor UnmarkedDeclaration = Error("DUR0024", "A step must be marked where it is called through", "'{0}' is a step, and '{1}', through which it can be called, is not: such calls would run unrecorded; put [Step] on '{1}'");
    public static readonly DiagnosticDescriptor WrongCarrier = Error("DUR0025", "This method can't be a step, workflow or signal", "'{0}' can't carry [{1}] because {2}");
    public static readonly DiagnosticDescriptor DuplicateSignal = Error("DUR0026", "Two methods claim one signal", "Signal \"{0}\" is also handled by '{1}'; give one of them another Name: [Signal(Name = \"…\")]");
    public static readonly DiagnosticDescriptor SignalHandledAndAwaited = Error("DUR0027", "A signal is both handled and waited for", "Signal \"{0}\" is handled by '{1}', so this wait would never get one; wait with another name, or remove [Signal] from the method");
    public static readonly DiagnosticDescriptor SignalTypesDiffer = Error("DUR0028", "One signal is waited for as two types", "Signal \"{0}\" is waited for as '{1}' here and as '{2}' elsewhere in '{3}'; wait for one type, or use two names");
    public static readonly DiagnosticDescriptor SignalWithoutWorkflow = Error("DUR0029", "A signal's method needs a workflow in its class", "'{0}' is marked [Signal], and '{1}' has no [Workflow] method that runs on an instance, so nothing would ever call it; move it to the workflow's class");
    public static readonly DiagnosticDescriptor NotOneChild = Error("DUR0030", "Durable.Detach takes the call of one workflow", "What Durable.Detach is given {0}; give it the call of one workflow and nothing else: Durable.Detach(() => audit.RunAsync(order))");
    public static readonly DiagnosticDescriptor WrongCompensation = Error("DUR0035", "A compensation doesn't fit its step", "'{0}' can't compensate the step '{1}': {2}. It takes the step's result, its arguments, or its arguments and then its result, and a CancellationToken if it likes: {3}.");
    public static readonly DiagnosticDescriptor AmbiguousCompensation = Error("DUR0036", "A compensation can be read in two ways", "'{0}' can compensate the step '{1}' in more than one way: with {2}; let one method of that name take the arguments and then the result, or give the right one a name of its own");
    public static readonly DiagnosticDescriptor ConnectionWithoutTransaction = Error("DUR0038", "A connection parameter needs Transactional = true", "Parameter '{0}' of step '{1}' is a database connection or transaction, which can't be recorded; write [Step(Transactional = true)], and the runtime fills in the run's own, or open a connection in the step");
    public static readonly DiagnosticDescriptor TransactionWithoutConnection = Error("DUR0039", "A transactional step needs a connection parameter", "'{0}' is transactional and takes neither a DbConnection nor a DbTransaction, so it could write nothing in the transaction; add a parameter of one of them");
    public static readonly DiagnosticDescriptor WrongConnectionType = Error("DUR0040", "A transactional step takes a DbConnection or DbTransaction", "Parameter '{0}' of '{1}' is {2}, which the runtime can't fill in; take one System.Data.Common.DbConnection, one DbTransaction, or both");
    public static readonly DiagnosticDescriptor PipelineInTransaction = Error("DUR0041", "A transactional step can't have a pipeline", "'{0}' is transactional and has a Pipeline, which may run it several times in the one transaction, so that its rows would be there several times; leave one of the two out");
    public static readonly DiagnosticDescriptor DuplicateMessage = Error("DUR0042", "Two members claim one name", "\"{0}\" is also the name of '{1}'; a signal, a query and an update of one workflow each need a name of their own: [{2}(Name = \"…\")]");
    public static readonly DiagnosticDescriptor WrongMessage = Error("DUR0043", "This member can't be a query or update", "'{0}' can't carry [{1}] because {2}");
    public static readonly DiagnosticDescriptor MessageWithoutWorkflow = Error("DUR0044", "A query or update needs a workflow in its class", "'{0}' is marked [{2}], and '{1}' has no [Workflow] method that runs on an instance, so nothing could ever reach it; move it to the workflow's class");
    public static readonly DiagnosticDescriptor WrongValidator = Error("DUR0045", "An update's validator doesn't fit", "Update '{0}' is to be validated by '{1}', which {2}; it takes ({3}), isn't async, and returns nothing, bool or string");
    public static readonly DiagnosticDescriptor QueryChangesState = Error("DUR0046", "A query changes the run's state", "'{0}' only looks, and changes '{1}'; the change would be lost, or differ on replay: what changes the state is an [Update] or a [Signal]");
    public static readonly DiagnosticDescriptor DuplicateHandleMember = Error("DUR0051", "Two members give the handle one member", "'{0}' and '{1}' both become '{2}' on the typed handle; rename one of the methods, or let them take different parameters");
    public static readonly DiagnosticDescriptor CompensationOfHash = Error("DUR0052", "A compensation can't take arguments that aren't recorded", "'{0}' compensates the step '{1}' and takes its arguments, of which only a hash is recorded (Arguments = ArgumentRecording.Hash); let it take the step's result only, or record the arguments in full");
    public static readonly DiagnosticDescriptor LostMessage = Error("DUR0053", "A message of a base class can't be taken", "'{0}' would go without '{1}' of its base class in assembly '{2}': {3}");
    public static readonly DiagnosticDescriptor InheritedImplementation = Error("DUR0054", "An inherited workflow implements an interface", "'{0}' implements '{1}' by {2}: a workflow that calls it through '{3}' would run it unrecorded; {4}");

    public static readonly DiagnosticDescriptor[] All =
    [
        BadDuration, OptionOutOfRange, NotATask, ParameterNotRecordable, StructInstance, SignatureTypeHidden, ContainingTypeHidden, LocalFunction,
        BaseCall, MethodGroup, DirectWorkflowCall, DuplicateWorkflow, NamesNeeded, NameGivesNoIdentifier, GenericWorkflow, AbstractWorkflow,
        NotAnException, ExceptionNotRecreatable, UnmarkedAssembly, InterceptorsOff, LanguageVersion, NotInterceptable, NameTaken,
        UnmarkedDeclaration, WrongCarrier, DuplicateSignal, SignalHandledAndAwaited, SignalTypesDiffer, SignalWithoutWorkflow, NotOneChild,
        WrongCompensation, AmbiguousCompensation,
        ConnectionWithoutTransaction, TransactionWithoutConnection, WrongConnectionType, PipelineInTransaction,
        DuplicateMessage, WrongMessage, MessageWithoutWorkflow, WrongValidator, QueryChangesState, DuplicateHandleMember, CompensationOfHash, LostMessage,
        InheritedImplementation,
    ];

    /// <summary>What a rule says, where another one gives it as its reason.</summary>
    public static string Text(DiagnosticDescriptor rule, object[] arguments) =>
        $"{Diagnostic.Create(rule, Location.None, arguments).GetMessage(System.Globalization.CultureInfo.InvariantCulture)} ({rule.Id})";

    private static DiagnosticDescriptor Error(string id, string title, string message, params string[] tags) =>
        new(id, title, message, "DurableSdk.Generation", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"docs/rules/{id}.md", customTags: tags);

    private static DiagnosticDescriptor AtEnd(string id, string title, string message) => Error(id, title, message, WellKnownDiagnosticTags.CompilationEnd);
}

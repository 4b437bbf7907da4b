namespace DurableSdk.Generators.Models;

/// <summary>One call to intercept. It changes with every edit of its file, so nothing but that file's interceptors may depend on it.</summary>
/// <param name="Operation">What is called.</param>
/// <param name="Member">The enclosing member, by whose sites it is counted.</param>
/// <param name="IsOfWorkflow">Whether it stands in a workflow's class.</param>
/// <param name="IsInWorkflow">Whether that is a workflow's own method, whose sites go without the member's name.</param>
internal sealed record CallModel(
    OperationModel Operation, string Member, bool IsOfWorkflow, bool IsInWorkflow, string FilePath, int Position, int Line, int LocationVersion, string LocationData);

/// <summary>What a call calls.</summary>
internal abstract record OperationModel
{
    /// <summary>The operation's name in ids; null for what is no operation of the log.</summary>
    public abstract string? Name { get; }
}

internal sealed record StepOperation(StepModel Step) : OperationModel
{
    public override string? Name => Step.Name;
}

/// <summary>A call of a workflow.</summary>
internal sealed record ChildOperation(ChildModel Child) : OperationModel
{
    public override string? Name => Child.Name;
}

/// <param name="Method"><c>Sleep</c> or <c>SleepUntil</c>.</param>
/// <param name="ArgumentType">The parameter's type.</param>
internal sealed record SleepOperation(string Method, string ArgumentType) : OperationModel
{
    public override string? Name => Method;
}

/// <summary>What the code says of its run; nothing is given back.</summary>
/// <param name="Method"><c>SetStatus</c> or <c>SetAttribute</c>.</param>
internal sealed record MarkOperation(string Method, EquatableArray<ParameterModel> Parameters) : OperationModel
{
    public override string? Name => Method;
}

/// <param name="TaskType">The task that gets a time limit.</param>
/// <param name="IsValueTask">Whether it is a value task.</param>
/// <param name="TypeParameter">The overload's type parameter, or null.</param>
internal sealed record TimeoutOperation(string TaskType, bool IsValueTask, string? TypeParameter) : OperationModel
{
    public override string? Name => WellKnownNames.WithTimeout;
}

/// <summary><c>Durable.WaitForSignal</c>.</summary>
internal sealed record SignalWaitOperation : OperationModel
{
    public override string? Name => WellKnownNames.WaitForSignal;
}

/// <summary><c>Durable.Until</c>.</summary>
internal sealed record ConditionOperation : OperationModel
{
    public override string? Name => WellKnownNames.Until;
}

/// <summary><c>Durable.Send</c>.</summary>
/// <param name="HasPayload">Whether it is the overload with a payload.</param>
internal sealed record SendOperation(bool HasPayload) : OperationModel
{
    public override string? Name => WellKnownNames.Send;
}

/// <summary><c>Durable.CreateHook</c>.</summary>
/// <param name="Payload">What deliveries carry; null where generated code can't say.</param>
internal sealed record HookOperation(HookPayloadModel? Payload) : OperationModel
{
    public override string? Name => WellKnownNames.CreateHook;
}

/// <param name="TasksType">The parameter's type.</param>
/// <param name="TaskType">A task of it.</param>
/// <param name="TypeParameter">The overload's type parameter, or null.</param>
/// <param name="IsSpan">Whether the parameter is a span.</param>
internal sealed record WhenEachOperation(string TasksType, string TaskType, string? TypeParameter, bool IsSpan) : OperationModel
{
    public override string? Name => null;
}

/// <summary><c>AddDurable</c>, <c>DurableHost.StartAsync</c> or <c>WorkflowTestHost.StartAsync</c>: passes the manifests on.</summary>
internal sealed record HostOperation(string DeclaringType, string Method, bool IsExtension, string ReturnType, EquatableArray<ParameterModel> Parameters)
    : OperationModel
{
    public override string? Name => null;
}

/// <summary>The calls of one source file.</summary>
internal sealed record FileModel(string HintName, string FileName, EquatableArray<SiteModel> Sites);

/// <param name="Id">The site's id within a run; null for what is no operation of the log.</param>
internal sealed record SiteModel(OperationModel Operation, string? Id, string Source, int LocationVersion, string LocationData);

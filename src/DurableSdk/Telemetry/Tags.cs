namespace DurableSdk.Telemetry;

/// <summary>The names of what is said beside a measurement or an activity.</summary>
internal static class Tags
{
    public const string Workflow = "durable.workflow";
    public const string Version = "durable.workflow.version";
    public const string RunId = "durable.run.id";
    public const string Status = "durable.run.status";
    public const string Step = "durable.step";
    public const string StepId = "durable.step.id";
    public const string Attempt = "durable.step.attempt";
    public const string Outcome = "durable.step.outcome";
    public const string Message = "durable.message";
    public const string Projection = "durable.projection";
    public const string ErrorCode = "durable.error.code";

    /// <summary>The name that OpenTelemetry gives to the type of an exception.</summary>
    public const string ErrorType = "error.type";
}

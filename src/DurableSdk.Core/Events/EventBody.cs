using System.Text.Json;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.Events;

/// <summary>The JSON of each event, format 1.</summary>
internal static class EventBody
{
    public static EventKind KindOf(RunEvent e) => e switch
    {
        WorkflowStarted => EventKind.WorkflowStarted,
        StepStarted => EventKind.StepStarted,
        StepCompleted => EventKind.StepCompleted,
        StepAttemptFailed => EventKind.StepAttemptFailed,
        StepFailed => EventKind.StepFailed,
        TimerStarted => EventKind.TimerStarted,
        TimerFired => EventKind.TimerFired,
        TimerCanceled => EventKind.TimerCanceled,
        PatchRecorded => EventKind.PatchRecorded,
        AttributesSet => EventKind.AttributesSet,
        StatusSet => EventKind.StatusSet,
        SignalReceived => EventKind.SignalReceived,
        UpdateAccepted => EventKind.UpdateAccepted,
        UpdateCompleted => EventKind.UpdateCompleted,
        UpdateRejected => EventKind.UpdateRejected,
        CompensationStarted => EventKind.CompensationStarted,
        CompensationCompleted => EventKind.CompensationCompleted,
        CompensationFailed => EventKind.CompensationFailed,
        MessageSent => EventKind.MessageSent,
        HookCreated => EventKind.HookCreated,
        HookResumed => EventKind.HookResumed,
        HookExpired => EventKind.HookExpired,
        HookClosed => EventKind.HookClosed,
        ChildStarted => EventKind.ChildStarted,
        ChildCompleted => EventKind.ChildCompleted,
        ChildFailed => EventKind.ChildFailed,
        ChildCancelRequested => EventKind.ChildCancelRequested,
        CancelRequested => EventKind.CancelRequested,
        Paused => EventKind.Paused,
        Resumed => EventKind.Resumed,
        Blocked => EventKind.Blocked,
        WorkflowCompleted => EventKind.WorkflowCompleted,
        WorkflowFailed => EventKind.WorkflowFailed,
        WorkflowCanceled => EventKind.WorkflowCanceled,
        WorkflowTerminated => EventKind.WorkflowTerminated,
        ContinuedAsNew => EventKind.ContinuedAsNew,
        _ => throw new InvalidOperationException($"{e.GetType().Name} has no kind."),
    };

    public static RunEvent Read(EventKind kind, ReadOnlyMemory<byte> body)
    {
        var f = EventFields.Read(body);
        return kind switch
        {
            EventKind.WorkflowStarted => new WorkflowStarted(Need(f.Workflow), f.Version, Need(f.Arguments), f.Seed)
            {
                Rules = f.Rules,
                PreviousRunId = f.Previous,
                FirstRunId = f.First,
                ForkedFromRunId = f.ForkedFrom,
                ForkedAt = f.Cut,
                Parent = f.Parent is { } parent ? new ParentLink(parent, f.Operation, f.Depth) : null,
                StartAt = f.At == default ? null : f.At,
                StatusText = f.Text,
                TraceParent = f.Trace,
                Attributes = f.Attributes ?? WorkflowStarted.NoAttributes,
            },
            EventKind.StepStarted => new StepStarted(Need(f.Id), f.Attempt, f.Source ?? "", f.Arguments) { IsCompensable = f.Compensable },
            EventKind.StepCompleted => new StepCompleted(Need(f.Id), f.Attempt, f.Source ?? "", f.Arguments, Need(f.Result)) { IsCompensable = f.Compensable, Compensates = f.Compensates },
            EventKind.StepAttemptFailed => new StepAttemptFailed(Need(f.Id), f.Attempt, f.Source ?? "", f.Arguments, Need(f.Failure), f.At) { IsCompensable = f.Compensable, IsUnknown = f.Unknown },
            EventKind.StepFailed => new StepFailed(Need(f.Id), f.Attempt, f.Source ?? "", f.Arguments, Need(f.Failure)) { IsCompensable = f.Compensable, IsUnknown = f.Unknown },
            EventKind.TimerStarted => new TimerStarted(Need(f.Id), f.Source ?? "", Need(f.Arguments), f.At),
            EventKind.TimerFired => new TimerFired(Need(f.Id)),
            EventKind.TimerCanceled => new TimerCanceled(Need(f.Id)),
            EventKind.PatchRecorded => new PatchRecorded(Need(f.Id)),
            EventKind.AttributesSet => new AttributesSet(Need(f.Id), f.Source ?? "", Need(f.Key), MarkJson.ValueOf(f.Type, f.Value)),
            EventKind.StatusSet => new StatusSet(Need(f.Id), f.Source ?? "", f.Text),
            EventKind.SignalReceived => new SignalReceived(Need(f.Name), Need(f.Arguments), f.Message),
            EventKind.UpdateAccepted => new UpdateAccepted(Need(f.Id), Need(f.Name), Need(f.Arguments)),
            EventKind.UpdateCompleted => new UpdateCompleted(Need(f.Id), f.Failure is null ? Need(f.Result) : default(ReadOnlyMemory<byte>?), f.Failure),
            EventKind.UpdateRejected => new UpdateRejected(Need(f.Id), Need(f.Name), f.Reason ?? ""),
            EventKind.CompensationStarted => new CompensationStarted(f.Failure, f.Reason),
            EventKind.CompensationCompleted => new CompensationCompleted(Need(f.Id), f.Attempt, f.Source ?? "", f.Arguments),
            EventKind.CompensationFailed => new CompensationFailed(Need(f.Id), f.Attempt, f.Source ?? "", f.Arguments, Need(f.Failure)),
            EventKind.MessageSent => new MessageSent(Need(f.Id), f.Source ?? "", Need(f.To), Need(f.Name), Need(f.Arguments)) { Code = f.Code, Report = f.Report },
            EventKind.HookCreated => new HookCreated(Need(f.Id), f.Source ?? "", Need(f.Name), Need(f.Token), Need(f.Arguments))
            {
                PayloadType = f.Type ?? "",
                ExpiresAt = f.At == default ? null : f.At,
                Address = f.Address,
                Code = f.Code,
                Report = f.Report,
            },
            EventKind.HookResumed => HookBody.Read(body),
            EventKind.HookExpired => new HookExpired(Need(f.Id)),
            EventKind.HookClosed => new HookClosed(Need(f.Id)),
            EventKind.ChildStarted => new ChildStarted(Need(f.Id), f.Source ?? "", Need(f.Run), Need(f.Workflow), f.Version, Need(f.Arguments)) { IsDetached = f.Detached },
            EventKind.ChildCompleted => new ChildCompleted(Need(f.Id), Need(f.Run), Need(f.Result)),
            EventKind.ChildFailed => new ChildFailed(Need(f.Id), Need(f.Run), f.Status ?? RunStatus.Failed) { Failure = f.Failure, Reason = f.Reason },
            EventKind.ChildCancelRequested => new ChildCancelRequested(Need(f.Id)),
            EventKind.CancelRequested => new CancelRequested(f.Reason),
            EventKind.Paused => new Paused(f.Reason),
            EventKind.Resumed => new Resumed(),
            EventKind.Blocked => new Blocked(Need(f.Code), f.Report ?? "", f.Build ?? ""),
            EventKind.WorkflowCompleted => new WorkflowCompleted(Need(f.Result)),
            EventKind.WorkflowFailed => new WorkflowFailed(Need(f.Failure)),
            EventKind.WorkflowCanceled => new WorkflowCanceled(f.Reason),
            EventKind.WorkflowTerminated => new WorkflowTerminated(f.Reason) { Uncompensated = f.Uncompensated ?? [] },
            EventKind.ContinuedAsNew => new ContinuedAsNew(Need(f.Next), f.Version),
            _ => throw new NotSupportedException(),
        };
    }

    public static ReadOnlyMemory<byte> Write(RunEvent e) => Write(e, new JsonBuffers());

    public static ReadOnlyMemory<byte> Write(RunEvent e, JsonBuffers buffers) => buffers.Write(e, WriteTo);

    public static ReadOnlyMemory<byte> Write(RunEvent e, JsonBuffers buffers, ReusedMemory memory) => buffers.Write(e, WriteTo, memory);

    private static void WriteTo(Utf8JsonWriter writer, RunEvent e)
    {
        writer.WriteStartObject();
        WriteOperation(writer, e);
        WriteRest(writer, e);
        writer.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter writer, RunEvent e)
    {
        if (e is OperationEvent operation)
            writer.WriteString("id", operation.Id);
        if (e is not StepEvent step)
            return;
        writer.WriteNumber("attempt", step.Attempt);
        writer.WriteString("source", step.Source);
        if (step.IsCompensable)
            writer.WriteBoolean("compensable", true);
        if (step is StepAttemptFailed { IsUnknown: true } or StepFailed { IsUnknown: true })
            writer.WriteBoolean("unknown", true);
        if (step is StepCompleted { Compensates: { } compensated })
            writer.WriteString("compensates", compensated);
        if (step.Arguments is { } arguments)
            WriteRaw(writer, "args", arguments);
    }

    private static void WriteRest(Utf8JsonWriter writer, RunEvent e)
    {
        switch (e)
        {
            case WorkflowStarted x:
                writer.WriteString("workflow", x.Workflow);
                writer.WriteNumber("version", x.Version);
                writer.WriteNumber("seed", x.Seed);
                if (x.Rules > 0)
                    writer.WriteNumber("rules", x.Rules);
                if (x.PreviousRunId is { } previous)
                    writer.WriteString("previous", previous);
                if (x.FirstRunId is { } first)
                    writer.WriteString("first", first);
                if (x.ForkedFromRunId is { } origin)
                {
                    writer.WriteString("forkedFrom", origin);
                    writer.WriteNumber("cut", x.ForkedAt);
                }

                WriteParent(writer, x.Parent);
                if (x.StartAt is { } startAt)
                    writer.WriteString("at", startAt);
                MarkJson.WriteFirst(writer, x);
                if (x.TraceParent is { } trace)
                    writer.WriteString("trace", trace);
                WriteRaw(writer, "args", x.Arguments);
                break;
            case StepCompleted x:
                WriteRaw(writer, "result", x.Result);
                break;
            case StepAttemptFailed x:
                writer.WriteString("at", x.RetryAt);
                WriteFailure(writer, x.Failure);
                break;
            case StepFailed x:
                WriteFailure(writer, x.Failure);
                break;
            case CompensationStarted x:
                if (x.Failure is { } cause)
                    WriteFailure(writer, cause);
                if (x.Reason is { } why)
                    writer.WriteString("reason", why);
                break;
            case CompensationFailed x:
                WriteFailure(writer, x.Failure);
                break;
            case TimerStarted x:
                writer.WriteString("source", x.Source);
                writer.WriteString("at", x.DueAt);
                WriteRaw(writer, "args", x.Arguments);
                break;
            case PatchRecorded x:
                writer.WriteString("id", x.PatchId);
                break;
            case MarkEvent x:
                MarkJson.Write(writer, x);
                break;
            case SignalReceived x:
                writer.WriteString("name", x.Name);
                if (x.MessageId is { } message)
                    writer.WriteString("message", message);
                WriteRaw(writer, "args", x.Arguments);
                break;
            case UpdateAccepted x:
                writer.WriteString("name", x.Name);
                WriteRaw(writer, "args", x.Arguments);
                break;
            case UpdateCompleted x:
                if (x.Result is { } updated)
                    WriteRaw(writer, "result", updated);
                if (x.Failure is { } failure)
                    WriteFailure(writer, failure);
                break;
            case UpdateRejected x:
                writer.WriteString("name", x.Name);
                writer.WriteString("reason", x.Reason);
                break;
            case MessageSent x:
                WriteMessageSent(writer, x);
                break;
            case HookCreated x:
                WriteHookCreated(writer, x);
                break;
            case HookResumed x:
                HookBody.WriteFields(writer, x);
                break;
            case ChildStarted x:
                WriteChildStarted(writer, x);
                break;
            case ChildCompleted x:
                writer.WriteString("run", x.RunId);
                WriteRaw(writer, "result", x.Result);
                break;
            case ChildFailed x:
                WriteChildFailed(writer, x);
                break;
            case CancelRequested { Reason: { } reason }:
                writer.WriteString("reason", reason);
                break;
            case Blocked x:
                writer.WriteString("code", x.Code);
                writer.WriteString("report", x.Report);
                writer.WriteString("build", x.Build);
                break;
            case WorkflowCompleted x:
                WriteRaw(writer, "result", x.Result);
                break;
            case WorkflowFailed x:
                WriteFailure(writer, x.Failure);
                break;
            case WorkflowCanceled { Reason: { } reason }:
                writer.WriteString("reason", reason);
                break;
            case WorkflowTerminated x:
                if (x.Reason is { } terminated)
                    writer.WriteString("reason", terminated);
                WriteList(writer, "uncompensated", x.Uncompensated);
                break;
            case Paused { Reason: { } reason }:
                writer.WriteString("reason", reason);
                break;
            case ContinuedAsNew x:
                writer.WriteString("next", x.NextRunId);
                writer.WriteNumber("version", x.Version);
                break;
        }
    }

    private static void WriteMessageSent(Utf8JsonWriter writer, MessageSent x)
    {
        writer.WriteString("source", x.Source);
        writer.WriteString("to", x.To);
        writer.WriteString("name", x.Name);
        if (x.Code is { } code)
            writer.WriteString("code", code);
        if (x.Report is { } report)
            writer.WriteString("report", report);
        WriteRaw(writer, "args", x.Arguments);
    }

    private static void WriteHookCreated(Utf8JsonWriter writer, HookCreated x)
    {
        writer.WriteString("source", x.Source);
        writer.WriteString("name", x.Name);
        writer.WriteString("token", x.Token);
        writer.WriteString("type", x.PayloadType);
        if (x.ExpiresAt is { } expiresAt)
            writer.WriteString("at", expiresAt);
        if (x.Address is { } address)
            writer.WriteString("address", address);
        if (x.Code is { } code)
            writer.WriteString("code", code);
        if (x.Report is { } report)
            writer.WriteString("report", report);
        WriteRaw(writer, "args", x.Arguments);
    }

    private static void WriteParent(Utf8JsonWriter writer, ParentLink? parent)
    {
        if (parent is null)
            return;
        writer.WriteString("parent", parent.RunId);
        if (parent.OperationId is { } operation)
            writer.WriteString("operation", operation);
        writer.WriteNumber("depth", parent.Depth);
    }

    private static void WriteChildStarted(Utf8JsonWriter writer, ChildStarted x)
    {
        writer.WriteString("source", x.Source);
        writer.WriteString("run", x.RunId);
        writer.WriteString("workflow", x.Workflow);
        writer.WriteNumber("version", x.Version);
        if (x.IsDetached)
            writer.WriteBoolean("detached", true);
        WriteRaw(writer, "args", x.Arguments);
    }

    private static void WriteChildFailed(Utf8JsonWriter writer, ChildFailed x)
    {
        writer.WriteString("run", x.RunId);
        writer.WriteString("status", x.Status.ToString());
        if (x.Failure is { } failure)
            WriteFailure(writer, failure);
        if (x.Reason is { } reason)
            writer.WriteString("reason", reason);
    }

    private static void WriteFailure(Utf8JsonWriter writer, Failure failure)
    {
        writer.WritePropertyName("failure");
        FailureJson.Write(writer, failure);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static void WriteRaw(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private static T Need<T>(T? value, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? field = null)
        where T : class => value ?? throw new FormatException($"field {field?[2..]} is missing");

    private static ReadOnlyMemory<byte> Need(
        ReadOnlyMemory<byte>? value, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? field = null) =>
        value ?? throw new FormatException($"field {field?[2..]} is missing");
}

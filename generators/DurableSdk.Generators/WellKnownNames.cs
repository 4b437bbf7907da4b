namespace DurableSdk.Generators;

/// <summary>Every name of DurableSdk and the base library that the generator knows; a test resolves each against the real assemblies.</summary>
internal static class WellKnownNames
{
    public const string CoreAssembly = "DurableSdk.Core";
    public const string GeneratedNamespace = "DurableSdk.Generated";

    // Looked up by metadata name.
    public const string WorkflowAttribute = "DurableSdk.WorkflowAttribute";
    public const string StepAttribute = "DurableSdk.StepAttribute";
    public const string SignalAttribute = "DurableSdk.SignalAttribute";
    public const string QueryAttribute = "DurableSdk.QueryAttribute";
    public const string UpdateAttribute = "DurableSdk.UpdateAttribute";
    public const string NotComparedAttribute = "DurableSdk.NotComparedAttribute";
    public const string WorkflowSafeAttribute = "DurableSdk.WorkflowSafeAttribute";
    public const string Durable = "DurableSdk.Durable";
    public const string Saga = "DurableSdk.DurableSaga";
    public const string TaskExtensions = "DurableSdk.DurableTaskExtensions";
    public const string DurableManifestAttribute = "DurableSdk.CompilerServices.DurableManifestAttribute";
    public const string WaitsForSignals = "WaitsForSignals";
    public const string WorkflowTypes = "WorkflowTypes";
    public const string HiddenMessages = "HiddenMessages";
    public const string DurableClient = "DurableSdk.DurableClient";
    public const string HostingExtensions = "DurableSdk.DurableServiceCollectionExtensions";
    public const string DurableHost = "DurableSdk.DurableHost";
    public const string WorkflowTestHost = "DurableSdk.WorkflowTestHost";

    // Members that are intercepted.
    public const string Sleep = "Sleep";
    public const string SleepUntil = "SleepUntil";
    public const string WithTimeout = "WithTimeout";
    public const string SetStatus = "SetStatus";
    public const string SetAttribute = "SetAttribute";
    public const string Until = "Until";
    public const string WaitForSignal = "WaitForSignal";
    public const string Send = "Send";
    public const string CreateHook = "CreateHook";
    public const string WhenEach = "WhenEach";
    public const string Patched = "Patched";
    public const string Detach = "Detach";
    public const string AddDurable = "AddDurable";
    public const string StartAsync = "StartAsync";

    // Written into generated code.
    public const string CompilerServices = "global::DurableSdk.CompilerServices.";
    public const string WorkflowScope = CompilerServices + "WorkflowScope";
    public const string CallSite = CompilerServices + "CallSite";
    public const string ChildWorkflow = CompilerServices + "ChildWorkflow";
    public const string StepDescriptor = CompilerServices + "StepDescriptor";
    public const string StepCompensation = CompilerServices + "StepCompensation";
    public const string StepOptions = CompilerServices + "StepOptions";
    public const string ArgumentRecording = "global::DurableSdk.ArgumentRecording";
    public const string ArgumentCodec = CompilerServices + "ArgumentCodec";
    public const string Unit = CompilerServices + "Unit";
    public const string WorkflowDefinition = CompilerServices + "WorkflowDefinition";
    public const string SignalDefinition = CompilerServices + "SignalDefinition";
    public const string QueryDefinition = CompilerServices + "QueryDefinition";
    public const string UpdateDefinition = CompilerServices + "UpdateDefinition";
    public const string Manifest = CompilerServices + "DurableManifest";
    public const string StepTransaction = CompilerServices + "StepTransaction";
    public const string PipelineUse = CompilerServices + "PipelineUse";
    public const string HookPayload = CompilerServices + "HookPayload";
    public const string ExceptionDescriptor = CompilerServices + "ExceptionDescriptor";
    public const string PayloadSerializer = "global::DurableSdk.Payloads.PayloadSerializer";
    public const string DurableType = "global::DurableSdk.Durable";
    public const string Hook = "global::DurableSdk.Hook";
    public const string TaskExtensionsType = "global::DurableSdk.DurableTaskExtensions";
    public const string Client = "global::DurableSdk.DurableClient";
    public const string StartOptions = "global::DurableSdk.StartOptions";
    public const string SignalOptions = "global::DurableSdk.SignalOptions";
    public const string UpdateOptions = "global::DurableSdk.UpdateOptions";
    public const string WorkflowHandle = "global::DurableSdk.WorkflowHandle";

    public const string Task = "global::System.Threading.Tasks.Task";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string ValueTuple = "global::System.ValueTuple";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string TimeSpan = "global::System.TimeSpan";
    public const string JsonReader = "global::System.Text.Json.Utf8JsonReader";
    public const string UnsafeAccessor = "global::System.Runtime.CompilerServices.UnsafeAccessor";
    public const string UnsafeAccessorKind = "global::System.Runtime.CompilerServices.UnsafeAccessorKind";
    public const string UnsafeAccessorType = "global::System.Runtime.CompilerServices.UnsafeAccessorType";
    public const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList";
    public const string EditorBrowsable = "global::System.ComponentModel.EditorBrowsable";
    public const string EditorBrowsableState = "global::System.ComponentModel.EditorBrowsableState";
}

using System.ComponentModel;
using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Payloads;
using DurableSdk.Storage;
using DurableSdk.Telemetry;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

/// <summary>
/// Starts runs, controls them and looks at them. Thread-safe; works with or without a host in the same process. What it does goes on in the thread pool: the thread of a user interface that waits for a call
/// holds it up no more than any other.
/// </summary>
public sealed partial class DurableClient
{
    private readonly DurableRuntime _runtime;
    private readonly ILogger _log;

    internal DurableClient(DurableRuntime runtime)
    {
        _runtime = runtime;
        _log = runtime.Loggers.CreateLogger<DurableClient>();
    }

    /// <summary>For generated code: starts a run and gives its id. Durable when it returns.</summary>
    /// <exception cref="DurableException">DS2001, DS2002: the arguments can't be written; DS4002: the key was used with another input;
    /// DS4004: the run id is taken; DS4008: the id or the key is too long; DS4010: the program that is to execute it doesn't know the workflow.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task<string> StartRunAsync<TArguments, TResult>(
        WorkflowDefinition<TArguments, TResult> workflow, TArguments arguments, StartOptions? options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        if (_runtime.Options is { ExecuteRuns: true } && !_runtime.Workflows.IsSubset && _runtime.Workflows.Find(workflow.Key) is null)
            throw ClientErrors.NotRegistered(workflow.Key, _runtime.Workflows.Names);
        var encoded = _runtime.Serializer.SerializeArguments(workflow.Arguments, arguments, new PayloadName("the input of", workflow.Key.Name));
        return StartEncodedAsync(workflow.Key, encoded, options ?? new StartOptions(), cancel);
    }

    /// <summary>For generated code: starts a run and gives a handle on it. Durable when it returns.</summary>
    /// <exception cref="DurableException">As for a start that gives the id.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public async Task<THandle> StartRunAsync<TArguments, TResult, THandle>(
        WorkflowDefinition<TArguments, TResult> workflow, TArguments arguments, StartOptions? options, Func<DurableClient, string, THandle> handle, CancellationToken cancel)
        where THandle : WorkflowHandle
    {
        ArgumentNullException.ThrowIfNull(handle);
        var start = StartRunAsync(workflow, arguments, options, cancel);
        await Leave();
        return handle(this, await start);
    }

    /// <summary>Starts a run of a workflow that is known by name only, with its arguments as JSON. Durable when it returns.</summary>
    /// <param name="workflow">The workflow's name; its highest version is started.</param>
    /// <param name="json">The arguments: an array in the order of the parameters, or an object by the parameters' names. Inside of an argument, every parameter of a constructor that has
    /// no default must be there, and no null where the type takes none.</param>
    /// <param name="options">How to start it.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="DurableException">DS4005: the JSON doesn't fit; DS4006: no workflow has the name; and those of a typed start.</exception>
    public async Task<WorkflowHandle> StartAsync(string workflow, string json, StartOptions? options = null, CancellationToken cancel = default)
    {
        var definition = _runtime.Workflows.Highest(workflow) ?? throw ClientErrors.UnknownWorkflow(workflow, _runtime.Workflows.Names);
        var encoded = ReadArguments(definition, json);
        var start = StartEncodedAsync(definition.Key, encoded, options ?? new StartOptions(), cancel);
        await Leave();
        return GetHandle(await start);
    }

    /// <summary>What this program does with the store's runs now, from memory: nothing is asked of the store.</summary>
    public HostStatus HostStatus => _runtime.Report.Now;

    /// <summary>A handle on a run whose result is of no interest. Whether there is such a run is asked when the handle is used.</summary>
    public WorkflowHandle GetHandle(string runId) => new(this, runId);

    /// <summary>A handle on a run. Whether there is such a run is asked when the handle is used.</summary>
    public WorkflowHandle<TResult> GetHandle<TResult>(string runId) => new(this, runId);

    /// <summary>What the caller has given is read by now; from here on its thread isn't needed.</summary>
    private Departure Leave() => _runtime.Execution.Leave();

    private Task<string> StartEncodedAsync(WorkflowKey workflow, ReadOnlyMemory<byte> arguments, StartOptions options, CancellationToken cancel) =>
        _runtime.Traces.HasListeners ? StartWatchedAsync(workflow, arguments, options, cancel) : StartUnwatchedAsync(workflow, arguments, options, cancel);

    private async Task<string> StartWatchedAsync(WorkflowKey workflow, ReadOnlyMemory<byte> arguments, StartOptions options, CancellationToken cancel)
    {
        var activity = _runtime.Traces.BeginStart(workflow);
        try
        {
            var start = StartUnwatchedAsync(workflow, arguments, options, cancel);
            await Leave();
            var runId = await start;
            Traces.Started(activity, runId);
            return runId;
        }
        catch (Exception e)
        {
            Traces.Failed(activity, e);
            throw;
        }
        finally
        {
            Traces.End(activity);
        }
    }

    private async Task<string> StartUnwatchedAsync(WorkflowKey workflow, ReadOnlyMemory<byte> arguments, StartOptions options, CancellationToken cancel)
    {
        CheckText(nameof(options.RunId), options.RunId);
        CheckText(nameof(options.IdempotencyKey), options.IdempotencyKey);
        CheckAttributes(workflow.Name, options.Attributes);
        var now = _runtime.UtcNow;
        var started = new WorkflowStarted(workflow.Name, workflow.Version, arguments, _runtime.Ids.Seed())
        {
            StartAt = options.StartAt?.ToUniversalTime(),
            Attributes = options.Attributes ?? WorkflowStarted.NoAttributes,
            TraceParent = _runtime.Traces.Current,
        };
        var run = _runtime.NewRun(options.RunId ?? _runtime.Ids.RunId(now), started, now);
        if (options.IdempotencyKey is not null || options.Signal is not null)
            run = run with { IdempotencyKey = options.IdempotencyKey, Message = options.Signal is { } signal ? MessageOf(workflow, signal, now) : null };
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        var result = await CreateAsync(store, run, cancel);
        return result.Sent is SendResult.RunFinished or SendResult.RunContinued ? await SignalExistingAsync(result.Run.RunId, options.Signal!, cancel)
            // The first run of a chain stands for it longer than any other.
            : result.Run.FirstRunId == run.RunId ? run.RunId : result.Run.RunId;
    }

    private async Task<CreateRunResult> CreateAsync(IEventStore store, NewRun run, CancellationToken cancel)
    {
        var result = await store.CreateRunAsync(run, cancel);
        if (result.Outcome == CreateRunOutcome.Created)
            _runtime.Metrics.Started(run.Workflow);
        return result.Outcome switch
        {
            CreateRunOutcome.KeyUsedWithOtherInput => throw ClientErrors.KeyUsed(run.Workflow, run.IdempotencyKey!, result.Run.RunId),
            CreateRunOutcome.RunIdTaken => throw ClientErrors.RunIdTaken(run.RunId, result.Run),
            _ => result,
        };
    }

    private ReadOnlyMemory<byte> ReadArguments(WorkflowDefinition definition, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = _runtime.Serializer.DepthMax });
            return definition.Recode(document.RootElement, _runtime.Serializer);
        }
        catch (Exception e) when (e is JsonException or DurableException { Code: "DS1005" })
        {
            throw ClientErrors.BadArguments(definition.Key.Name, definition.ParameterNames, e.InnerException as JsonException ?? e);
        }
    }

    private static void CheckAttributes(string workflow, IReadOnlyDictionary<string, AttributeValue>? attributes)
    {
        if (attributes?.Count > MarkRules.AttributesMax)
            throw ClientErrors.BadAttributes(workflow, $"there are {attributes.Count} attributes; {MarkRules.AttributesMax} are the most");
        foreach (var (key, value) in attributes ?? WorkflowStarted.NoAttributes)
        {
            if ((value is null ? $"attribute '{key}' has no value" : MarkRules.ProblemOf(key, value)) is { } problem)
                throw ClientErrors.BadAttributes(workflow, problem);
        }
    }

    private static void CheckText(string what, string? value)
    {
        if (value is { Length: 0 or > StorableText.LengthMax })
            throw ClientErrors.BadLength(what, value.Length, StorableText.LengthMax);
        if (value is not null && !StorableText.IsClean(value))
            throw ClientErrors.BadText(what);
    }
}

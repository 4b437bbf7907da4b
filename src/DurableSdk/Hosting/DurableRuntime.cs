using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Failures;
using DurableSdk.Payloads;
using DurableSdk.Storage;
using DurableSdk.Telemetry;
using DurableSdk.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Hosting;

/// <summary>What client and worker of one program share. Owns the store.</summary>
internal sealed class DurableRuntime : IAsyncDisposable, IDisposable
{
    private readonly Lock _opening = new();
    private readonly IEventStore _store;
    private readonly Dictionary<string, HookPayload> _hookPayloads = new(StringComparer.Ordinal);
    private Task<IEventStore>? _open;

    public DurableRuntime(DurableOptions options, IServiceProvider services, ILoggerFactory loggers)
    {
        OptionChecks.Check(options);
        Options = options;
        Services = services;
        Loggers = new GuardedLoggerFactory(loggers);
        Serializer = new PayloadSerializer(options.Json, options.PayloadBytesMax);
        HashKeys = new ArgumentHashKeys(options.ArgumentHashKeys);
        Events = new EventCodec(CodecsOf(options));
        Workflows = new WorkflowRegistry(options.Manifests, options.Only);
        Exceptions = new ExceptionTable(options.Manifests.SelectMany(manifest => manifest.Exceptions), Serializer) { KeepsStackTraces = options.KeepsStackTraces };
        Instances = new InstanceFactory(options.StandIn);
        foreach (var payload in options.Manifests.SelectMany(manifest => manifest.HookPayloads))
            _hookPayloads[payload.Type] = payload;
        Build = options.Build ?? BuildId.Of(options.Manifests);
        _store = (options.StoreFactory ?? throw HostingErrors.NoStore())(services);
        Report = new HostReport(options.TimeProvider, options.ExecuteRuns ? HostState.Starting : HostState.Client, _store.Description);
        Metrics = new HostMetrics(services.GetService<IMeterFactory>(), options.TimeProvider, Report);
        Traces = new Traces(options.RecordsTrace);
    }

    public DurableOptions Options { get; }

    public Execution Execution => Options.Execution;

    public NewIds Ids => Options.Ids;

    public IServiceProvider Services { get; }

    public ILoggerFactory Loggers { get; }

    public PayloadSerializer Serializer { get; }

    /// <summary>By what arguments are hashed that aren't recorded in the clear.</summary>
    public ArgumentHashKeys HashKeys { get; }

    /// <summary>Every event passes through it on its way to the store and back.</summary>
    public EventCodec Events { get; }

    public ExceptionTable Exceptions { get; }

    public WorkflowRegistry Workflows { get; }

    public string Build { get; }

    /// <summary>By which a caller hears at once of what the worker of the same program has recorded for it.</summary>
    public AnswerSignals Answers { get; } = new();

    public InstanceFactory Instances { get; }

    public HostReport Report { get; }

    public HostMetrics Metrics { get; }

    public Traces Traces { get; }

    public string StoreDescription => _store.Description;

    /// <summary>Now (UTC), to the microsecond, as the log keeps it.</summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            var now = Options.TimeProvider.GetUtcNow();
            return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        }
    }

    /// <summary>The store, opened once; a failed opening is tried again by the next caller.</summary>
    public Task<IEventStore> OpenStoreAsync(CancellationToken cancel)
    {
        lock (_opening)
        {
            if (_open is null || _open.IsFaulted || _open.IsCanceled)
                _open = Execution.ApartAsync(OpenAsync);
            return _open.WaitAsync(cancel);
        }
    }

    /// <summary>A run as it is to be created, with its first event.</summary>
    public NewRun NewRun(string runId, WorkflowStarted started, DateTimeOffset now) => new()
    {
        RunId = runId,
        Workflow = started.Workflow,
        Version = started.Version,
        InputHash = SHA256.HashData(started.Arguments.Span),
        CreatedAt = now,
        StartAt = started.StartAt,
        ParentRunId = started.Parent?.RunId,
        Projection = RunProjection.Of([started]),
        Started = Events.Encode(runId, new LogEntry(1, now, started)),
    };

    /// <summary>Why a signal is refused to who sends it: no code can ever use it, as far as this program knows the workflow. Null where it isn't.</summary>
    public DurableException? RefusalOf(WorkflowKey key, string run, string name, ReadOnlyMemory<byte> arguments)
    {
        if (Workflows.Find(key) is not { } workflow)
            return null;
        if (workflow.FindSignal(name) is not { } signal)
            return workflow.TakesOtherSignals ? null : ClientErrors.UnknownSignal(key, run, name, workflow.Signals);
        try
        {
            signal.Check(arguments, Serializer);
            return null;
        }
        catch (DurableException e) when (e.Code == "DS1005")
        {
            return ClientErrors.BadSignal(key, run, signal, e.InnerException ?? e);
        }
    }

    /// <summary>Why a delivery to a hook is refused to who sends it: no code can ever use it, as far as this program knows what the hook takes. Null where it isn't.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="arguments">The delivery, as the log is to have it.</param>
    /// <param name="reader">By which it is read for the check.</param>
    public DurableException? RefusalOf(HookRecord hook, ReadOnlyMemory<byte> arguments, PayloadSerializer reader)
    {
        try
        {
            _hookPayloads.GetValueOrDefault(hook.PayloadType)?.Check(arguments, reader);
            return null;
        }
        catch (DurableException e) when (e.Code == "DS1005")
        {
            return HookErrors.BadPayload(hook.PayloadType, e.InnerException ?? e);
        }
    }

    /// <summary>Away from a user interface's thread, which waits for it where its service provider is disposed of synchronously.</summary>
    public ValueTask DisposeAsync()
    {
        Metrics.Dispose();
        Traces.Dispose();
        return SynchronizationContext.Current is null ? _store.DisposeAsync() : new(Task.Run(async () => await _store.DisposeAsync()));
    }

    /// <summary>For a service provider that is disposed synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Compression is no secret: without being told, a program reads what another one has compressed.</summary>
    private static PayloadCodecs CodecsOf(DurableOptions options)
    {
        var gzip = new GzipPayloadCodec();
        var reading = options.Codecs.Concat(options.ReadCodecs).Any(codec => codec.Name == gzip.Name) ? options.ReadCodecs : options.ReadCodecs.Append(gzip);
        return new PayloadCodecs(options.Codecs, reading, options.PayloadBytesMax);
    }

    private async Task<IEventStore> OpenAsync()
    {
        await _store.OpenAsync(CancellationToken.None);
        return _store;
    }
}

using System.Data.Common;
using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Hosting;
using DurableSdk.Payloads;
using DurableSdk.Storage;
using DurableSdk.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk;

/// <summary>How a program keeps and executes its workflows; for <c>AddDurable</c> and <c>DurableHost.StartAsync</c>.</summary>
public sealed class DurableOptions
{
    internal DurableOptions(IServiceCollection services) => Services = services;

    /// <summary>The services that workflows and steps are built from. With <c>AddDurable</c> those of the app.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// How arguments and results are written. Add your <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> to its
    /// <see cref="JsonSerializerOptions.TypeInfoResolverChain"/>, or converters. Becomes read-only at start.
    /// </summary>
    public JsonSerializerOptions Json { get; } = PayloadSerializer.CreateOptions();

    /// <summary>The largest argument list or result, in bytes. Default: 4 MiB. A larger one blocks the run (DS2002), nothing is lost.</summary>
    public int PayloadBytesMax { get; set; } = PayloadSerializer.DefaultBytesMax;

    /// <summary>
    /// Whether this program executes runs. Default: true. With false it is a client only: it starts, controls and looks, beside the
    /// program that executes.
    /// </summary>
    public bool ExecuteRuns { get; set; } = true;

    /// <summary>
    /// Become the executing host even if another one, that may be frozen, owns the store; the other is fenced and appends nothing more.
    /// For one start, by an operator. Default: false, wait as a standby until the other is gone.
    /// </summary>
    public bool TakeOver { get; set; }

    /// <summary>How many steps run at the same time. Default: 256. Further ones wait in line.</summary>
    public int MaxConcurrentSteps { get; set; } = 256;

    /// <summary>
    /// How many runs execute workflow code at the same instant. Default: twice the processors. Code that waits (for a step, a
    /// sleep) takes no place.
    /// </summary>
    public int MaxConcurrentRuns { get; set; } = Math.Max(2, Environment.ProcessorCount * 2);

    /// <summary>
    /// How many unfinished runs are held in memory; further ones wait in the store. Default: 10,000. While they do, a run that waits for a time or a message is dropped at once, whatever
    /// <see cref="EvictAfter"/> says.
    /// </summary>
    public int MaxRunsInMemory { get; set; } = 10_000;

    /// <summary>
    /// A run that waits only for times farther away than this is dropped from memory and rebuilt from its log when it is due.
    /// One that waits for messages is dropped when none has come for as long. Default: 10 s; <see cref="TimeSpan.MaxValue"/>: never, but where others want its place (<see cref="MaxRunsInMemory"/>).
    /// </summary>
    public TimeSpan EvictAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Drop a run from memory at every wait and rebuild it from its log: slow, for tests, because it proves that the code replays.
    /// Default: false.
    /// </summary>
    public bool EvictAfterEveryAwait { get; set; }

    /// <summary>A step that runs longer than this gets a <c>StepStarted</c> event, so that one sees what runs. Default: 20 ms; at most a minute.</summary>
    public TimeSpan StepStartedAfter { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How long a step attempt that has timed out may take to return after its token fired; then it counts as failed and whatever it still
    /// gives is refused. Default: 5 s.
    /// </summary>
    public TimeSpan StepGracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long <see cref="DurableHost"/> waits, when it is disposed, for running steps to end after their token fired. Default: 30 s. With
    /// <c>AddDurable</c> the generic host's own shutdown timeout counts.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many times in a row the process may die with a run in hand that makes no progress, until the run is set aside (DS1010).
    /// Default: 50.
    /// </summary>
    public int CrashedRecoveriesMax { get; set; } = 50;

    /// <summary>
    /// At how many events of one run's log a warning is logged (DS1013): a recovery reads them all. Default: 10,000. The remedy is
    /// <see cref="Durable.ContinueAsNew"/>.
    /// </summary>
    public int HistoryEventsWarning { get; set; } = 10_000;

    /// <summary>
    /// How many events the log of one run may have. A run that has reached it and asks for another step or wait is blocked (DS1013); nothing is
    /// lost, and it goes on after this is raised and the run resumed. Default: 50,000.
    /// </summary>
    public int HistoryEventsMax { get; set; } = 50_000;

    /// <summary>
    /// Where the world outside posts deliveries to hooks, such as <c>https://shop.example.com/hooks</c>: the public address of the app that calls <c>MapDurableHooks</c>, with the path that it
    /// maps. <see cref="Hook{T}.Url"/> is this and the hook's token. Default: none. A change concerns hooks that are made from then on.
    /// </summary>
    public Uri? HooksAddress { get; set; }

    /// <summary>
    /// How many runs may stand above a child. A run that has reached it and calls another workflow is blocked (DS1026); nothing is lost, and it goes on after this is raised
    /// and the run resumed. Default: 100.
    /// </summary>
    public int ChildDepthMax { get; set; } = 100;

    /// <summary>Where time comes from. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Identifies the program's code: runs that another build blocked are tried again by this one. Default: the module versions of the
    /// assemblies that hold the workflows.
    /// </summary>
    public string? Build { get; set; }

    /// <summary>Where the host's work runs.</summary>
    internal Execution Execution { get; set; } = Execution.Pool;

    /// <summary>What is drawn at random.</summary>
    internal NewIds Ids { get; set; } = NewIds.Random;

    /// <summary>Whether failures are recorded with their stack traces, which the just-in-time compiler changes with time.</summary>
    internal bool KeepsStackTraces { get; set; } = true;

    /// <summary>Whether a run is recorded with the trace it was started in; a log that has to be the same each time is not.</summary>
    internal bool RecordsTrace { get; set; } = true;

    /// <summary>Of a test host: what stands in for steps and services.</summary>
    internal IStepStandIn? StandIn { get; set; }

    internal Func<IServiceProvider, IEventStore>? StoreFactory { get; private set; }

    internal List<IPayloadCodec> Codecs { get; } = [];

    internal List<IPayloadCodec> ReadCodecs { get; } = [];

    internal IReadOnlyList<KeyValuePair<string, byte[]>> ArgumentHashKeys { get; private set; } = [];

    internal List<DurableManifest> Manifests { get; } = [];

    internal List<Projection> Projections { get; } = [];

    internal HashSet<string>? Only { get; private set; }

    /// <summary>Keeps runs in a store of your own. The last call counts.</summary>
    public DurableOptions UseStore(Func<IServiceProvider, IEventStore> factory)
    {
        StoreFactory = factory;
        return this;
    }

    /// <summary>Keeps runs in memory: they end with the process. For tests.</summary>
    public DurableOptions UseInMemory() => UseStore(_ => new InMemoryEventStore());

    /// <summary>
    /// Encodes what is recorded of arguments, results and failures from now on; what was recorded before stays readable. Codecs form a chain in the order of the calls: first
    /// <see cref="GzipPayloadCodec"/>, then <see cref="AesGcmPayloadCodec"/>. Default: none, payloads are recorded as JSON.
    /// </summary>
    public DurableOptions UseCodec(IPayloadCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Codecs.Add(codec);
        return this;
    }

    /// <summary>Reads what the codec has once recorded, and records nothing by it.</summary>
    public DurableOptions ReadCodec(IPayloadCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        ReadCodecs.Add(codec);
        return this;
    }

    /// <summary>
    /// The keys for what steps with <see cref="ArgumentRecording.Hash"/> record: without one who reads the log can try out what the arguments may have been. To rotate, add a new key at the
    /// end and keep the old ones for as long as runs in flight have hashes of theirs. The last call counts. Default: none, a hash is keyed by its run's seed only, which stands in the log.
    /// </summary>
    /// <param name="keys">The keys by their ids, the oldest first; the last one writes. An id has 1 to 64 letters, digits, dots, hyphens and underscores and stands in the log. A key has 16 bytes or
    /// more, from a secret store or a random generator; not a password.</param>
    /// <exception cref="DurableException">DS3016: an id or a key can't be used, or there is none.</exception>
    public DurableOptions UseArgumentHashKeys(IEnumerable<KeyValuePair<string, byte[]>> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var ring = keys.ToList();
        if (ring.Count == 0)
            throw KeyErrors.NoKey();
        foreach (var (id, key) in ring)
        {
            if (!CodecLabel.IsName(id))
                throw KeyErrors.BadKeyId(id);
            if (key is not { Length: >= 16 })
                throw KeyErrors.ShortHashKey(id, key?.Length ?? 0);
            if (ring.Count(other => other.Key == id) > 1)
                throw KeyErrors.SameKeyId(id);
        }

        ArgumentHashKeys = ring.ConvertAll(key => KeyValuePair.Create(key.Key, (byte[])[.. key.Value]));
        return this;
    }

    /// <summary>
    /// Keeps tables of your own, in the file of the runs, up to date with the events of all runs. While this host executes, the handler gets each event in the order of the commits, with a transaction in
    /// which it writes; the position is recorded in the same transaction. So each event takes effect exactly once, whatever crashes. What the handler does outside the transaction may happen again.
    /// </summary>
    /// <remarks>
    /// Several events may share a transaction. Nothing else is committed meanwhile, so be quick; <c>SqliteStoreOptions.TransactionTimeout</c> is the bound. Where the handler throws, its rows are undone and it
    /// gets the event again after a pause (DS4041): the projection stands before it until it succeeds or <c>MoveSubscriptionAsync</c> passes over it.
    /// </remarks>
    /// <param name="name">The subscription's name, at most 200 characters; no other projection or subscriber may have it.</param>
    /// <param name="handler">Writes what the event means. Ask <c>transaction.Connection</c> for commands.</param>
    /// <param name="subscription">Where a new one begins, and how many events share a transaction at most.</param>
    /// <exception cref="DurableException">DS4008: the name is empty, too long or no plain text; DS3019: it is taken. At start DS3019: the store isn't a database that a projection could write to, or this
    /// program executes no runs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or the position is out of its range.</exception>
    public DurableOptions AddProjection(string name, Func<SubscribedEvent, DbTransaction, CancellationToken, Task> handler, SubscriptionOptions? subscription = null)
    {
        var projection = new Projection(name, handler, subscription ?? new SubscriptionOptions());
        projection.ThrowIfMalformed();
        if (Projections.Exists(other => other.Name == name))
            throw ProjectionErrors.NameTaken(name);
        Projections.Add(projection);
        return this;
    }

    /// <summary>Registers only these workflows, by name; default: all of the program and its libraries.</summary>
    public DurableOptions OnlyWorkflows(params string[] names)
    {
        (Only ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(names);
        return this;
    }

    /// <summary>Registers an assembly's workflows by its generated manifest, where the generator can't see the call of <c>AddDurable</c>.</summary>
    public DurableOptions AddManifest(DurableManifest manifest)
    {
        Manifests.Add(manifest);
        return this;
    }
}

using DurableSdk.Events;

namespace DurableSdk;

/// <summary>
/// A run as of one of its events: that event was the last in its log, and the code had gone on by it. Made by <see cref="DurableClient.ReplayToAsync"/>. Holds no resource.
/// </summary>
public sealed class RunState
{
    private readonly DurableClient _client;

    internal RunState(DurableClient client) => _client = client;

    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>The workflow's version that the run is pinned to.</summary>
    public required int Version { get; init; }

    /// <summary>The event, with its sequence and its time.</summary>
    public required LogEntry Entry { get; init; }

    /// <summary>
    /// How the run stood. It is <see cref="RunStatus.Running"/> while a step could run or something was to be recorded, and <see cref="RunStatus.Waiting"/> where all that it waited
    /// for was a time or the outside.
    /// </summary>
    public required RunStatus Status { get; init; }

    /// <summary>How far it was, in the words of its code; null where it hadn't said anything.</summary>
    public required string? StatusText { get; init; }

    /// <summary>Its attributes.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; }

    /// <summary>What its code saw as <see cref="Durable.UtcNow"/>.</summary>
    public required DateTimeOffset UtcNow { get; init; }

    /// <summary>What it waited for, in the order in which it had asked for it; steps that the log had no entry of yet included.</summary>
    public required IReadOnlyList<PendingOperation> Pending { get; init; }

    /// <summary>
    /// Why this program's code can't go on from here, or doesn't come this far; null where it can. All else is as far as it comes. Only a blocked or terminated run has one.
    /// </summary>
    public required DurableException? Error { get; init; }

    /// <summary>Asks the run a <c>[Query]</c> as of this event. Replays the log once per call.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="name">The query's name.</param>
    /// <param name="arguments">What it takes, in order.</param>
    /// <exception cref="DurableException">As for <see cref="DurableClient.QueryAsync{T}(string, string, object?[])"/>.</exception>
    public Task<T> QueryAsync<T>(string name, params object?[] arguments) => QueryAsync<T>(name, arguments, CancellationToken.None);

    /// <summary>See <see cref="QueryAsync{T}(string, object?[])"/>.</summary>
    /// <param name="name">The query's name.</param>
    /// <param name="arguments">What it takes, in order.</param>
    /// <param name="cancel">Gives up reading.</param>
    /// <exception cref="DurableException">As there.</exception>
    public Task<T> QueryAsync<T>(string name, object?[]? arguments, CancellationToken cancel) => _client.QueryAsOfAsync<T>(RunId, Entry.Sequence, name, arguments, cancel);
}

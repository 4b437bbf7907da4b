namespace DurableSdk.Storage;

/// <summary>Which runs to claim.</summary>
/// <param name="Workflows">The workflows and versions that the host can execute.</param>
/// <param name="Limit">At most so many new claims.</param>
/// <param name="Now">The host's time (UTC).</param>
public sealed record ClaimRequest(IReadOnlyCollection<WorkflowKey> Workflows, int Limit, DateTimeOffset Now);

/// <summary>A workflow's name and version.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version.</param>
public readonly record struct WorkflowKey(string Name, int Version);

/// <summary>What was claimed.</summary>
/// <param name="Runs">New claims, the longest due first, then runs that were claimed before and have messages or were terminated.</param>
/// <param name="MayHaveMore">Whether the limit cut the list.</param>
/// <param name="NextWakeAt">The earliest time later than now at which an unclaimed run of the asked workflows wants attention, or null.</param>
public sealed record ClaimResult(IReadOnlyList<ClaimedRun> Runs, bool MayHaveMore, DateTimeOffset? NextWakeAt);

/// <summary>A claimed run.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Status">How it stood when it was claimed.</param>
/// <param name="LastSequence">The last event's sequence.</param>
/// <param name="HasInbox">Whether messages wait.</param>
/// <param name="IsNew">False when this owner held the claim before and only messages, or its termination, are new.</param>
/// <param name="CrashedRecoveries">How many owners in a row have died while they had it in hand, without appending anything to it but that a step has begun.</param>
public sealed record ClaimedRun(
    string RunId, WorkflowKey Workflow, RunStatus Status, long LastSequence, bool HasInbox, bool IsNew, int CrashedRecoveries)
{
    /// <summary>Of a blocked run that is newly claimed: the build that left it so (<see cref="Append.BlockedBuild"/>); else null.</summary>
    public string? BlockedBuild { get; init; }

    /// <summary>Its whole log, where that is one event which the store has at hand; else null, and it is to be read.</summary>
    public StoredEvent? Started { get; init; }
}

namespace DurableSdk.Storage;

/// <summary>Whether a run is one that is asked for.</summary>
internal static class InMemoryFilter
{
    public static bool Matches(InMemoryRun run, RunQuery query) =>
        (query.Workflow is null || run.Workflow.Name == query.Workflow)
        && (query.Status is null || run.Status == query.Status)
        && (query.Statuses is null || query.Statuses.Contains(run.Status))
        && (query.IdempotencyKey is null || (run.IdempotencyKey == query.IdempotencyKey && run.NextRunId is null))
        && (query.ParentRunId is null || run.ParentRunId == query.ParentRunId)
        && (query.FirstRunId is null || run.FirstRunId == query.FirstRunId)
        && (query.RunIdPrefix is null || run.RunId.StartsWith(query.RunIdPrefix, StringComparison.Ordinal))
        && IsWithin(run.CreatedAt, query.CreatedAfter, query.CreatedBefore)
        && IsWithin(run.UpdatedAt, query.UpdatedAfter, query.UpdatedBefore)
        && (query.Attributes is null || query.Attributes.All(one => run.Attributes.GetValueOrDefault(one.Key) == one.Value));

    private static bool IsWithin(DateTimeOffset at, DateTimeOffset? after, DateTimeOffset? before) =>
        (after is null || at >= after) && (before is null || at < before);
}

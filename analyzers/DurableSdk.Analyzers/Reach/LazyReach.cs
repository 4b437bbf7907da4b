using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Checks;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The reach of a compilation, made once when it is first wanted; a search that was cancelled leaves nothing behind.</summary>
internal sealed class LazyReach(Compilation compilation, ApiTable apis, CheckTable checks)
{
    private readonly object _lock = new();
    private WorkflowReach? _reach;

    public WorkflowReach Get(CancellationToken cancel)
    {
        if (Volatile.Read(ref _reach) is { } made)
            return made;
        lock (_lock)
            return _reach ??= WorkflowReach.Explore(compilation, apis, checks, cancel);
    }
}

using System.Runtime.CompilerServices;
using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Checks;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Suppressors;

/// <summary>What is workflow code, found once for each compilation that is alive: an editor asks file by file.</summary>
internal sealed class ReachCache
{
    private readonly ConditionalWeakTable<Compilation, LazyReach> _reaches = new();

    public WorkflowReach Get(Compilation compilation, CancellationToken cancel) =>
        _reaches.GetValue(compilation, static c => new LazyReach(c, ApiTable.Known, CheckTable.Empty)).Get(cancel);
}

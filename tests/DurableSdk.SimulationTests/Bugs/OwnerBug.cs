using DurableSdk.Testing.Storage;

namespace DurableSdk.SimulationTests.Bugs;

/// <summary>A mistake in what the owner of runs does.</summary>
internal abstract class OwnerBug : PlantedBug
{
    public sealed override IRunOwner Owner(IRunOwner inner, Simulation world) => new BuggyOwner(inner, this, world);

    protected virtual ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) => owner.AppendAsync(append, cancel);

    protected virtual ClaimResult Claim(ClaimResult claimed) => claimed;

    protected virtual DateTimeOffset? WakeAt(DateTimeOffset? wakeAt) => wakeAt;

    protected virtual ValueTask CloseHookAsync(IRunOwner owner, string runId, string hookId, CancellationToken cancel) => owner.CloseHookAsync(runId, hookId, cancel);

    private sealed class BuggyOwner(IRunOwner inner, OwnerBug bug, Simulation world) : OwnerDecorator(inner)
    {
        private readonly IRunOwner _inner = inner;

        public override ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel) => bug.AppendAsync(_inner, append, world, cancel);

        public override async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel) => bug.Claim(await base.ClaimAsync(request, cancel));

        public override ValueTask CloseHookAsync(string runId, string hookId, CancellationToken cancel) => bug.CloseHookAsync(_inner, runId, hookId, cancel);

        public override ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, CancellationToken cancel) =>
            base.ReleaseAsync(runId, status, bug.WakeAt(wakeAt), inboxLeft, cancel);
    }
}

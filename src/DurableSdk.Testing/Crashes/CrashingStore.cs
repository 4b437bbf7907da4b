using DurableSdk.Storage;
using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Storage;

namespace DurableSdk.Testing.Crashes;

/// <summary>A store at whose commits the host may die: just before, when what is to be recorded has happened, and just after, when nobody has heard of it.</summary>
internal sealed class CrashingStore(IEventStore inner, TestCluster cluster, CrashPoints points) : StoreDecorator(inner)
{
    public override async ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel)
    {
        var result = await base.TryAcquireAsync(owner, takeOver, cancel);
        return result.Owner is { } won ? result with { Owner = new CrashingOwner(won, cluster, points) } : result;
    }

    private sealed class CrashingOwner(IRunOwner inner, TestCluster cluster, CrashPoints points) : OwnerDecorator(inner)
    {
        public override async ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel)
        {
            var what = string.Join(", ", append.Events.Select(stored => $"{stored.Sequence} {stored.Kind}"));
            await DieAtAsync($"before the commit of {what} of run {append.RunId}");
            var result = await base.AppendAsync(append, cancel);
            await DieAtAsync($"after the commit of {what} of run {append.RunId}");
            return result;
        }

        private Task DieAtAsync(string moment) => points.Pass(moment) ? cluster.DieAsync() : Task.CompletedTask;
    }
}

using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>Who has which token, and what becomes of a delivery.</summary>
internal sealed partial class WriteTransaction
{
    /// <summary>The hook of a token, or null.</summary>
    public Hook? FindHook(string tokenHash)
    {
        var find = Sql.FindHook.Bind(1, tokenHash);
        if (!find.Step())
            return null;
        var hook = new Hook(find.Int64(0), find.NullableInt64(1), find.NullableInt64(2), find.Int64(3), find.Int64(4) != 0, find.Int64(5) != 0);
        find.Reset();
        return hook;
    }

    /// <summary>The number of the run whose open hook has a token, as a new hook of another run, or of the same, finds it; null where none has it.</summary>
    /// <param name="hook">The new hook.</param>
    /// <param name="run">The run that makes it.</param>
    /// <param name="at">When (UTC).</param>
    public long? FindHookOwner(NewHook hook, long run, DateTimeOffset at)
    {
        if (FindHook(hook.TokenHash) is not { IsClosed: false } found || found.HasExpired(Micros.From(at)) || FindLastTarget(found.Run) is not { IsFinished: false } holder)
            return null;
        var isInherited = holder.Run == run && (found.Run != run || found.IsInherited);
        return isInherited ? null : holder.Run;
    }

    public void InsertHook(long run, NewHook hook) => Sql.InsertHook
        .Bind(1, hook.TokenHash).Bind(2, run).Bind(3, hook.HookId).Bind(4, hook.PayloadType).Bind(5, Micros.FromWakeAt(hook.ExpiresAt)).Bind(6, hook.DeliveriesMax).Run();

    /// <summary>Checks first: a refusal writes nothing.</summary>
    public HookResult Resume(string tokenHash, InboxMessage delivery)
    {
        if (FindHook(tokenHash) is not { } hook || FindLastTarget(hook.Run) is not { } target)
            return HookResult.NotFound;
        if (IsSeen(target, delivery))
            return HookResult.Repeated;
        if (hook.Deliveries >= hook.DeliveriesMax)
            return HookResult.AlreadyDelivered;
        if (hook.IsClosed)
            return HookResult.Closed;
        if (hook.HasExpired(Micros.From(delivery.At)))
            return HookResult.Expired;
        if (target.IsFinished)
            return HookResult.RunFinished;
        Sql.CountDelivery.Bind(1, tokenHash).Run();
        Send(target, delivery, wakes: true);
        return HookResult.Accepted;
    }

    /// <summary>The last run of the chain that a run belongs to, or null.</summary>
    private Target? FindLastTarget(long run) => Read(Sql.FindTargetByKey.Bind(1, run)) is { } target ? LastOf(target) : null;
}

/// <summary>A hook's row.</summary>
/// <param name="Run">The run that made it; where that was purged, one that its chain went on as.</param>
/// <param name="ExpiresAt">When it expires, in microseconds; null for never.</param>
/// <param name="DeliveriesMax">How many deliveries it takes; null for any number.</param>
/// <param name="Deliveries">How many it has had.</param>
/// <param name="IsClosed">Whether its run's owner has closed it.</param>
/// <param name="IsInherited">Whether the run that made it was purged.</param>
internal readonly record struct Hook(long Run, long? ExpiresAt, long? DeliveriesMax, long Deliveries, bool IsClosed, bool IsInherited)
{
    public bool HasExpired(long at) => ExpiresAt <= at;
}

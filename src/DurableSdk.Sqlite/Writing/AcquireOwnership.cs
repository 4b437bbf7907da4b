using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>Begins a new epoch: fences the previous owner and makes claimable what it had in hand. Gives no epoch where another was faster.</summary>
internal sealed class AcquireOwnership(OwnerInfo owner, long seenGeneration, long newGeneration) : WriteOperation<Acquired?>
{
    public override void Execute(WriteTransaction transaction)
    {
        Result = null;
        if (transaction.LockGeneration != seenGeneration)
            return;
        var sql = transaction.Sql;
        var epoch = transaction.Epoch + 1;
        sql.WriteOwner
            .Bind(1, epoch).Bind(2, newGeneration).Bind(3, owner.Host).Bind(4, owner.ProcessId).Bind(5, owner.Build)
            .Bind(6, Micros.From(owner.Since)).Run();
        sql.RequeueInHand.Bind(1, 1).Run();
        sql.FreeAtRest.Run();
        sql.ForgetTerminated.Run();
        sql.WakeBlockedByOtherBuild.Bind(1, owner.Build).Run();
        transaction.Epoch = epoch;
        transaction.LockGeneration = newGeneration;
        Result = new Acquired(epoch, transaction.LastInboxPosition);
    }
}

/// <summary>A new ownership.</summary>
internal sealed record Acquired(long Epoch, long LastInboxPosition);

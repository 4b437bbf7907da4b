namespace DurableSdk.Sqlite.Writing;

/// <summary>A graceful end: what was claimed is claimable at once, and nothing counts as a crash.</summary>
internal sealed class GiveUpOwnership(long epoch) : WriteOperation<bool>
{
    public override void Execute(WriteTransaction transaction)
    {
        Result = transaction.Epoch == epoch;
        if (!Result)
            return;
        // Now it is known how long the logs are; the next owner could only believe what it finds.
        transaction.Sql.CountInHand.Run();
        transaction.Sql.RequeueInHand.Bind(1, 0).Run();
        transaction.Sql.FreeAtRest.Run();
        transaction.Sql.ClearOwner.Run();
    }
}

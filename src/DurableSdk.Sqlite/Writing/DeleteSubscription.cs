namespace DurableSdk.Sqlite.Writing;

/// <summary>Forgets a subscription.</summary>
internal sealed class DeleteSubscription(string name) : WriteOperation<bool>
{
    public override void Execute(WriteTransaction transaction)
    {
        Result = transaction.Sql.ReadSubscription.Bind(1, name).Any();
        transaction.Sql.DeleteSubscription.Bind(1, name).Run();
    }
}

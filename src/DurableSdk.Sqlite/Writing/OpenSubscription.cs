using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A subscription, made where there is none of the name.</summary>
internal sealed class OpenSubscription(string name, long position, DateTimeOffset now) : WriteOperation<SubscriptionRecord>
{
    public override void Execute(WriteTransaction transaction)
    {
        transaction.Sql.AddSubscription.Bind(1, name).Bind(2, position).Bind(3, Micros.From(now)).Run();
        var read = transaction.Sql.ReadSubscription.Bind(1, name);
        read.Step();
        Result = new SubscriptionRecord(name, read.Int64(0), Micros.ToTime(read.Int64(1)));
        read.Reset();
    }
}

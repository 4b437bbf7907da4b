using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Writing;

/// <summary>How far a subscriber has come. Not flushed: after a power cut it gets some events again.</summary>
internal sealed class MoveSubscription(string name, long position, long? from, DateTimeOffset now, WorkSignal moved) : WriteOperation<long?>
{
    public override bool NeedsFlush => false;

    public override void Execute(WriteTransaction transaction)
    {
        transaction.Sql.MoveSubscription.Bind(1, name).Bind(2, position).Bind(3, Micros.From(now)).Bind(4, from).Run();
        Result = transaction.Sql.ReadSubscription.Bind(1, name).Scalar();
    }

    public override void Committed()
    {
        // Whoever waits for more looks where it stands.
        if (from is null)
            moved.Raise();
        base.Committed();
    }
}

using System.Data.Common;
using DurableSdk.Sqlite.Database;
using DurableSdk.Sqlite.Lending;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// A subscription's move in whose transaction a projection takes part. Where the subscription stands is read in that transaction too, so that no event counts twice, whoever else moves it. Not
/// flushed: what a power cut takes of the rows it takes of the position.
/// </summary>
internal sealed class LendToProjection(
    string name, long position, SqliteEventStore store, Writer writer, Func<DbTransaction, CancellationToken, Task<long>> work, DateTimeOffset now)
    : LendConnection<SubscriptionRecord?>(store, writer, Borrower.Projection)
{
    private bool _isMoved;

    public override bool NeedsFlush => false;

    public override bool IsToUndo => !_isMoved;

    public override void Execute(WriteTransaction transaction)
    {
        var sql = transaction.Sql;
        var read = sql.ReadSubscription.Bind(1, name);
        if (!read.Step())
            return;
        Result = new SubscriptionRecord(name, read.Int64(0), Micros.ToTime(read.Int64(1)));
        read.Reset();
        if (Result.Position != position || !TryLend(transaction, work, out var next))
            return;
        sql.MoveSubscription.Bind(1, name).Bind(2, next).Bind(3, Micros.From(now)).Bind(4, (long?)null).Run();
        Result = new SubscriptionRecord(name, next, now);
        _isMoved = true;
    }
}

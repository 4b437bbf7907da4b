using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A message into a run's inbox; the run wants attention from then on.</summary>
internal sealed class SendMessage(string runId, InboxMessage message, WorkSignal work) : WriteOperation<SendResult>
{
    /// <summary>Whether the run wants attention for it.</summary>
    public bool Wakes { get; init; } = true;

    /// <summary>What came of it, for an operation that it is a part of.</summary>
    public SendResult Outcome => Result;

    public override int Rows => 2;

    public override void Execute(WriteTransaction transaction)
    {
        var sql = transaction.Sql;
        var find = sql.FindRun.Bind(1, runId);
        if (!find.Step())
        {
            Result = SendResult.RunNotFound;
            return;
        }

        var run = find.Int64(0);
        var status = (RunStatus)find.Int64(4);
        var hasNext = find.NullableText(12) is not null;
        find.Reset();
        if (message.Id is { } id && sql.IsMessageSeen.Bind(1, run).Bind(2, id).Any())
            Result = SendResult.Accepted;
        else if (status.IsFinished())
            Result = hasNext ? SendResult.RunContinued : SendResult.RunFinished;
        else
            Insert(transaction, run);
    }

    public override void Committed()
    {
        base.Committed();
        if (Result == SendResult.Accepted)
            work.Raise();
    }

    private void Insert(WriteTransaction transaction, long run)
    {
        var sql = transaction.Sql;
        if (message.Id is { } id)
            sql.InsertSeen.Bind(1, run).Bind(2, id).Run();
        sql.InsertMessage
            .Bind(1, transaction.NextInboxPosition()).Bind(2, run).Bind(3, (long)message.Kind).Bind(4, message.Id)
            .Bind(5, message.Body.Span).Bind(6, Micros.From(message.At)).Run();
        if (Wakes)
            sql.WakeRun.Bind(1, run).Run();
        Result = SendResult.Accepted;
    }
}

using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>A message into a run's inbox; the run wants attention from then on.</summary>
internal sealed class SendMessage(string runId, InboxMessage message, WorkSignal work) : WriteOperation<SendResult>
{
    public override int Rows => 2;

    public override void Execute(WriteTransaction transaction) => Result = transaction.Send(transaction.FindTarget(runId), message, wakes: true);

    public override void Committed()
    {
        base.Committed();
        if (Result == SendResult.Accepted)
            work.Raise();
    }
}

using System.Data.Common;
using DurableSdk.Sqlite.Lending;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// An append in whose transaction a step takes part. What the step gives is checked and written as any other append; without one, or where it is refused, the step's rows are undone.
/// </summary>
internal sealed class LendToStep(SqliteRunOwner owner, SqliteEventStore store, Writer writer, Func<DbTransaction, CancellationToken, Task<Append?>> work)
    : LendConnection<AppendResult?>(store, writer, Borrower.Step)
{
    private AppendEvents? _append;

    public override bool IsToUndo => Result is not { Outcome: AppendOutcome.Committed };

    public override void Execute(WriteTransaction transaction)
    {
        if (!TryLend(transaction, work, out var append))
            return;
        append!.ThrowIfMalformed();
        _append = new AppendEvents(owner, Store.Waiters, Store.Work).Of(append, CancellationToken.None);
        _append.Execute(transaction);
        Result = _append.Outcome;
    }

    public override void RolledBack() => _append?.RolledBack();

    public override void Committed()
    {
        _append?.Committed();
        base.Committed();
    }
}

using System.Data.Common;
using System.Runtime.ExceptionServices;
using DurableSdk.Sqlite.Lending;
using DurableSdk.Sqlite.Owning;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// An append in whose transaction a step takes part. The writer's thread waits while the step has its connection, then checks and writes the
/// append as any other; without one, or where it is refused, the step's rows are undone.
/// </summary>
internal sealed class LendConnection(
    SqliteRunOwner owner, SqliteEventStore store, Writer writer, Func<DbTransaction, CancellationToken, Task<Append?>> work) : WriteOperation<AppendResult?>
{
    private AppendEvents? _append;
    private Exception? _error;

    public override bool RunsAlone => true;

    public override bool IsToUndo => Result is not { Outcome: AppendOutcome.Committed };

    public override void Execute(WriteTransaction transaction)
    {
        if (Lend(transaction) is not { } append)
            return;
        append.ThrowIfMalformed();
        _append = new AppendEvents(owner, append, store.Waiters, store.Work);
        _append.Execute(transaction);
        Result = _append.Outcome;
    }

    public override void RolledBack() => _append?.RolledBack();

    public override void Committed()
    {
        _append?.Committed();
        if (_error is not null)
            Failed(_error);
        else
            base.Committed();
    }

    /// <returns>Null where the step's rows are to be undone.</returns>
    private Append? Lend(WriteTransaction transaction)
    {
        using var bound = new CancellationTokenSource(store.Options.TransactionTimeout, store.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, Cancel, writer.Abandoned);
        var loan = new Loan(transaction.Connection, store.Name, store.Options.TransactionTimeout);
        try
        {
            var append = Await(writer.Lend(loan, () => work(loan.Transaction, over.Token)), over.Token);
            loan.Close(isOverdue: false);
            // Which of the two was noticed first, the bound or that the work gave up by its token, must make no difference.
            if (append is null)
                over.Token.ThrowIfCancellationRequested();
            else if (!transaction.Connection.IsInTransaction)
                throw SqliteErrors.TransactionHasEnded(store.Name);
            return append;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            _error = bound.IsCancellationRequested
                ? SqliteErrors.LoanIsOverdue(store.Name, store.Options.TransactionTimeout)
                : new OperationCanceledException(over.Token);
        }
        catch (Exception error)
        {
            _error = error;
        }
        finally
        {
            loan.Close(bound.IsCancellationRequested);
        }

        return null;
    }

    /// <summary>Blocks the writer's thread: nothing may be committed meanwhile.</summary>
    private static Append? Await(Task<Append?> working, CancellationToken over)
    {
        try
        {
            working.Wait(over);
            return working.Result;
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}

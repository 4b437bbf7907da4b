using System.Data.Common;
using System.Runtime.ExceptionServices;
using DurableSdk.Sqlite.Lending;

namespace DurableSdk.Sqlite.Writing;

/// <summary>
/// A write in whose transaction others take part. The writer's thread waits while they have its connection; where their work fails, all of it is undone and the caller gets their error.
/// </summary>
internal abstract class LendConnection<TResult>(SqliteEventStore store, Writer writer, Borrower borrower) : WriteOperation<TResult>
{
    private Exception? _error;

    public override bool RunsAlone => true;

    protected SqliteEventStore Store => store;

    public override void Committed()
    {
        if (_error is not null)
            Failed(_error);
        else
            base.Committed();
    }

    /// <returns>Whether there is something to commit.</returns>
    protected bool TryLend<TGiven>(WriteTransaction transaction, Func<DbTransaction, CancellationToken, Task<TGiven>> work, out TGiven? given)
    {
        given = default;
        using var bound = new CancellationTokenSource(store.Options.TransactionTimeout, store.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, Cancel, writer.Abandoned);
        var loan = new Loan(transaction.Connection, store.Name, store.Options.TransactionTimeout, borrower);
        try
        {
            given = Await(writer.Lend(loan, () => work(loan.Transaction, over.Token)), over.Token);
            loan.Close(isOverdue: false);
            // Which of the two was noticed first, the bound or that the work gave up by its token, must make no difference.
            if (given is null)
                over.Token.ThrowIfCancellationRequested();
            else if (!transaction.Connection.IsInTransaction)
                throw SqliteErrors.TransactionHasEnded(store.Name, borrower);
            return given is not null;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            _error = bound.IsCancellationRequested
                ? SqliteErrors.LoanIsOverdue(store.Name, store.Options.TransactionTimeout, borrower)
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

        return false;
    }

    /// <summary>Blocks the writer's thread: nothing may be committed meanwhile.</summary>
    private static TGiven Await<TGiven>(Task<TGiven> working, CancellationToken over)
    {
        try
        {
            working.Wait(over);
            return working.Result;
        }
        catch (OperationCanceledException)
        {
            // What it still throws, nobody waits for.
            _ = working.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}

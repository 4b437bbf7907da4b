using System.Data.Common;
using DurableSdk.Collections;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>
/// Transactional steps. The store's connection is lent to one at a time, and nothing is committed meanwhile; so the run waits for it here, with no
/// other append of its own on the way, and the next sequence is known when the step has its result.
/// </summary>
internal sealed partial class RunActor
{
    private LazyList<ExecuteStep> _transactions;

    /// <summary>What hasn't begun is asked for again when the run goes on.</summary>
    private Next WaitWithNothingMoreToDo()
    {
        _transactions.Clear();
        return Next.Wait;
    }

    /// <summary>Makes one attempt, and hears what has happened meanwhile.</summary>
    /// <returns>False when the run belongs to somebody else now.</returns>
    private async Task<bool> TransactAsync()
    {
        var command = _transactions.Items[0];
        _transactions.Items.RemoveAt(0);
        if (_worker.Owner.Transactions is not { } store)
        {
            await BlockAsync(TransactionErrors.NotSupported(command.Call.Id, _worker.Store.Description));
            return true;
        }

        if (!await TransactAsync(store, command))
            return false;
        while (_inputs.Take() is { } input)
            await HandleAsync(input);
        return true;
    }

    /// <summary>
    /// Goes on trying while the store is unavailable. After a failure whose outcome is unknown the log is read first; where the result isn't
    /// there the rows aren't either, and the attempt is made again.
    /// </summary>
    private async Task<bool> TransactAsync(IStepTransactions store, ExecuteStep command)
    {
        using var wait = new WaitForStore(_worker.Runtime.Report);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            var transaction = new TransactionalAttempt(this, command, _lastSequence);
            _attempts.Add(command.Call.Id, transaction.Attempt);
            AppendResult? result = null;
            Exception? failure = null;
            try
            {
                result = await store.AppendInTransactionAsync(transaction.RunAsync, _worker.Abandoned);
            }
            catch (DurableException e) when (e.Code is "DS2007" or "DS2008")
            {
                await transaction.WaitAsync();
                await HandleEndedAsync(new AttemptFailed(transaction.Attempt, e.Code == "DS2007" ? new TimeoutException(e.Message, e) : e));
                return true;
            }
            catch (DurableException e) when (e.Code == "DS2012" && transaction.Entry is not null)
            {
                // The rows are undone. It is executed again once its result can be written, and not before.
                _attempts.Remove(command.Call.Id);
                await WhenEncodableAsync(transaction.Entry, static (run, entry) => run._worker.Runtime.Events.Encode(run.RunId, entry));
                continue;
            }
            catch (Exception e) when (!_worker.IsOver)
            {
                failure = e;
            }

            if (failure is null)
                return await AnswerAsync(transaction, result);
            wait.Failed(failure);
            LogAppendFailed(failure, RunId, Definition.Key.Name, pause);
            _attempts.Remove(command.Call.Id);
            await Task.Delay(pause, _worker.Options.TimeProvider, _worker.Abandoned);
            if (transaction.Append is { } append && await FindAsync(append) is { } found)
                return await AcceptAsync(append, [transaction.Entry!], found);
        }
    }

    /// <param name="transaction">One that the store has ended.</param>
    /// <param name="result">What became of the append; null where there was none, since the attempt has failed.</param>
    private async Task<bool> AnswerAsync(TransactionalAttempt transaction, AppendResult? result)
    {
        if (result is { } answer)
        {
            _attempts.Remove(transaction.Attempt.Call.Id);
            return await AcceptAsync(transaction.Append!, [transaction.Entry!], answer);
        }

        await HandleEndedAsync(transaction.Outcome!);
        return true;
    }

    /// <summary>An attempt that may outlive its transaction: of the run it only reads what never changes.</summary>
    private sealed class TransactionalAttempt(RunActor run, ExecuteStep command, long lastSequence)
    {
        private readonly TaskCompletionSource _over = run.Execution.NewSignal();

        public StepAttempt Attempt { get; } = new(run, command);

        /// <summary>How it ended.</summary>
        public AttemptOutcome? Outcome { get; private set; }

        /// <summary>What is to be committed, once there is a result.</summary>
        public Append? Append { get; private set; }

        public LogEntry? Entry { get; private set; }

        public async Task<Append?> RunAsync(DbTransaction transaction, CancellationToken over)
        {
            Attempt.Transaction = transaction;
            await using (over.UnsafeRegister(static attempt => ((StepAttempt)attempt!).FireToken(), Attempt))
                Outcome = await run.Steps.RunInTransactionAsync(Attempt);
            _over.TrySetResult();
            return Outcome is AttemptCompleted completed ? Append = AppendOf(completed.Result) : null;
        }

        /// <summary>The next attempt begins when this one has returned, or after the grace period: it can't write any more.</summary>
        public async Task WaitAsync() =>
            await Task.WhenAny(_over.Task, Task.Delay(run._worker.Options.StepGracePeriod, run._worker.Options.TimeProvider, run._worker.Abandoned));

        private Append AppendOf(ReadOnlyMemory<byte> result)
        {
            var call = command.Call;
            Entry = new LogEntry(
                lastSequence + 1,
                run._worker.Runtime.UtcNow,
                CompletedEvent(Attempt, Attempt.UnrecordedArguments, result));
            return new Append
            {
                RunId = run.RunId,
                ExpectedSequence = lastSequence,
                Events = [run._worker.Runtime.Events.Encode(run.RunId, Entry)],
                Status = RunStatus.Running,
            };
        }
    }
}

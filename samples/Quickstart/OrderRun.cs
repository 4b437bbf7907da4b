using DurableSdk;
using DurableSdk.Events;

namespace Quickstart;

/// <summary>An order and its run, watched from outside: by its handle, and by reading its log a little further each time.</summary>
internal sealed class OrderRun(DurableClient client, Order order, OrderWorkflowHandle run, bool wasFinished)
{
    /// <summary>Reserve, charge, pack, invoice, ship; a declined order has fewer.</summary>
    private const int StepsOfAnOrder = 5;

    private readonly Task<Receipt> _result = run.ResultAsync();
    private long _lastSequence;

    public Order Order => order;

    /// <summary>Whether an earlier start of the program has finished it.</summary>
    public bool WasFinished => wasFinished;

    public bool IsFinished => _result.IsCompleted;

    public int StepsDone { get; private set; }

    public int StepsExpected => IsFinished ? StepsDone : StepsOfAnOrder;

    public async Task LookAsync(CancellationToken cancel)
    {
        await foreach (var entry in client.GetEventsAsync(run.RunId, _lastSequence, cancel))
        {
            _lastSequence = entry.Sequence;
            if (entry.Event is StepCompleted or StepFailed)
                StepsDone++;
        }
    }

    /// <summary>The receipt of a finished run. A run that failed has one that says why.</summary>
    public async Task<Receipt> ReceiptAsync()
    {
        try
        {
            return await _result;
        }
        catch (WorkflowFailedException e)
        {
            return Receipt.NotShipped(order, "failed", e.Message);
        }
        catch (WorkflowCanceledException e)
        {
            return Receipt.NotShipped(order, "cancelled", e.Message);
        }
    }
}

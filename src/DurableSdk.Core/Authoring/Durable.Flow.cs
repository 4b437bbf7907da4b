using DurableSdk.CompilerServices;

namespace DurableSdk;

public static partial class Durable
{
    /// <summary>
    /// Protects work from the run's cancellation: the steps and waits that it begins go on, and their outcome is delivered, also when the run is cancelled while they are
    /// pending. What the work is given beside that, such as the workflow's own token, is not protected. For clean-up that a second thought must not interrupt. A cancellation that finds nothing else
    /// pending ends what the method waits for after the work; a workflow that takes a token looks at that instead.
    /// </summary>
    /// <param name="work">Async code of the workflow; begins at once.</param>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static Task Shield(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return WorkflowScope.Require(nameof(Shield)).Shield(work);
    }

    /// <inheritdoc cref="Shield(Func{Task})"/>
    public static Task<TResult> Shield<TResult>(Func<Task<TResult>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return WorkflowScope.Require(nameof(Shield)).Shield(work);
    }

    /// <summary>Does the same with every item, some of them at a time. The items are taken in order, one as soon as there is room.</summary>
    /// <remarks>
    /// When the work on an item fails or is cancelled, no further item is begun; what is under way is awaited, then the exception is thrown, that of the earliest lane first. All are in the
    /// task's <see cref="Task.Exception"/>.
    /// </remarks>
    /// <param name="items">What to work on. Enumerated once, as the work goes on; must give the same items in the same order on a replay.</param>
    /// <param name="maxParallel">How many at a time, at least 1.</param>
    /// <param name="work">Async code of the workflow.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxParallel"/> is less than 1.</exception>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static Task ForEachAsync<TItem>(IEnumerable<TItem> items, int maxParallel, Func<TItem, Task> work)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxParallel, 1);
        WorkflowScope.Require(nameof(ForEachAsync));
        return Replay.FanOut.RunAsync(items, maxParallel, (item, _) => work(item));
    }

    /// <summary>Does the same with every item, some of them at a time, and gives the results in the order of the items. The items are taken in order, one as soon as there is room.</summary>
    /// <returns>A result for each item.</returns>
    /// <inheritdoc cref="ForEachAsync{TItem}(IEnumerable{TItem}, int, Func{TItem, Task})"/>
    public static async Task<TResult[]> ForEachAsync<TItem, TResult>(IEnumerable<TItem> items, int maxParallel, Func<TItem, Task<TResult>> work)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxParallel, 1);
        WorkflowScope.Require(nameof(ForEachAsync));
        var results = new List<TResult>();
        await Replay.FanOut.RunAsync(items, maxParallel, async (item, index) =>
        {
            // Taken in order, so the places come in order too.
            results.Add(default!);
            results[index] = await work(item);
        });
        return [.. results];
    }
}

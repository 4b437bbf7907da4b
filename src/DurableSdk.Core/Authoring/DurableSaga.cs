using System.Diagnostics.CodeAnalysis;

namespace DurableSdk;

/// <summary>
/// Compensation by hand, for what <see cref="StepAttribute.Compensate"/> can't say: collects code that undoes what a workflow has done, and runs it in reverse order. Made by
/// <see cref="Durable.Saga"/>. Nothing runs by itself: call <see cref="CompensateAsync"/> where the workflow catches.
/// </summary>
public sealed class DurableSaga
{
    private readonly Stack<Func<Task>> _compensations = new();

    internal DurableSaga()
    {
    }

    /// <summary>Registers what undoes the step that has just been done. It is workflow code: it calls steps.</summary>
    /// <param name="compensation">Called by <see cref="CompensateAsync"/>, at most once.</param>
    public DurableSaga Add(Func<Task> compensation)
    {
        ArgumentNullException.ThrowIfNull(compensation);
        _compensations.Push(compensation);
        return this;
    }

    /// <summary>
    /// Runs what is registered, one after the other, the last first. One that fails doesn't keep the others from running. Each runs once: a second call runs only what was added
    /// since.
    /// </summary>
    /// <exception cref="AggregateException">Some have failed; thrown when all have run, with what each threw, in the order in which they ran.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "All are thrown, at the end.")]
    public async Task CompensateAsync()
    {
        var failures = new List<Exception>();
        while (_compensations.TryPop(out var compensation))
        {
            try
            {
                // A cancel that comes now must not leave half of it undone.
                await Durable.Shield(compensation);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("Not everything could be compensated.", failures);
    }
}

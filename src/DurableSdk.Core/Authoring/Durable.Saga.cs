using DurableSdk.CompilerServices;

namespace DurableSdk;

public static partial class Durable
{
    /// <summary>
    /// For compensation by hand: <c>saga.Add(() => ReleaseAsync(reservation))</c> after each step, <c>await saga.CompensateAsync()</c> in a <c>catch</c>. Where one method undoes
    /// one step, <see cref="StepAttribute.Compensate"/> does it without code.
    /// </summary>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static DurableSaga Saga()
    {
        WorkflowScope.Require(nameof(Saga));
        return new DurableSaga();
    }
}

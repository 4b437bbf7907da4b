using System.Text;
using DurableSdk.Events;
using DurableSdk.Replay;

namespace DurableSdk.UnitTests.Harness;

/// <summary>What a worker records of compensations.</summary>
internal sealed partial class CoreHarness
{
    /// <summary>Records that compensation begins, as the core has asked for.</summary>
    public CoreHarness Begin() => Apply(((BeginCompensation)_calls[""]).Event);

    /// <summary>The step's compensation has undone it, called with these arguments.</summary>
    public CoreHarness Undo(string stepId, string arguments)
    {
        var id = stepId + "/compensate";
        Assert.That(Encoding.UTF8.GetString(CallOf(id).Arguments.Span), Is.EqualTo(arguments));
        return Apply(new CompensationCompleted(id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id)));
    }

    public CoreHarness FailUndo(string stepId)
    {
        var id = stepId + "/compensate";
        return Apply(new CompensationFailed(id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id), Exceptions.Capture(new IOException("broken pipe"))));
    }

    /// <summary>A step that has undone another by hand.</summary>
    public CoreHarness CompleteByHand(string id, string undone) => Apply(new StepCompleted(
        id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id), "0"u8.ToArray())
    { Compensates = undone });

    /// <summary>A step in flight ends without anybody knowing how.</summary>
    public CoreHarness Lose(string id) => Apply(new StepFailed(
        id, Attempt(id), CallOf(id).Source, ArgumentsOnce(id), Exceptions.Capture(new OperationCanceledException("unknown")))
    { IsUnknown = true, IsCompensable = true });
}

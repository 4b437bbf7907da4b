using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>What the log says of steps.</summary>
internal sealed partial class ReplayCore
{
    private void ApplyStep(StepEvent e, long sequence)
    {
        if (!TryFind<StepOperation>(e.Id, "step", e.Source, sequence, out var step) || !IsInTurn(step, e, sequence) || !Compare(step, e.Arguments, e.Source, sequence))
            return;
        if (e.Arguments is { } arguments && !ArgumentHash.IsOne(arguments))
            step.Undo?.SetArguments(arguments);
        switch (e)
        {
            case StepAttemptFailed failed: ApplyAttemptFailed(step, failed); break;
            case StepCompleted completed: ApplyCompleted(step, completed, sequence); break;
            case StepFailed failed: ApplyFailed(step, failed, sequence); break;
            case CompensationCompleted: ApplyCompensation(step, failureType: null, sequence); break;
            case CompensationFailed failed: ApplyCompensation(step, failed.Failure.Type, sequence); break;
        }
    }

    /// <summary>Attempts are made one after the other, and none after the outcome; a step and what undoes it end by events of their own.</summary>
    private bool IsInTurn(StepOperation step, StepEvent e, long sequence)
    {
        if (e is not (StepStarted or StepAttemptFailed) && (e is CompensationCompleted or CompensationFailed) != step.IsCompensation)
            return Refuse(sequence, $"{e.GetType().Name} is no outcome of {step.Kind} {step.Id}");
        if (step.IsClosed)
            return Refuse(sequence, $"it is a second outcome of {step.Kind} {step.Id}");
        var next = step.FailedAttempts + 1;
        return e.Attempt == next || Refuse(sequence, $"it is of attempt {e.Attempt} of {step.Kind} {step.Id}, and attempt {next} is next");
    }

    private void ApplyAttemptFailed(StepOperation step, StepAttemptFailed e)
    {
        step.FailedAttempts = e.Attempt;
        step.RetryAt = e.RetryAt;
        step.HasUnknownAttempt |= e.IsUnknown;
        if (!step.IsDelivered)
            Enqueue(step);
    }

    private void ApplyCompleted(StepOperation step, StepCompleted e, long sequence)
    {
        if (!Close(step, sequence))
            return;
        TrackCompleted(step, e);
        if (step.IsDelivered)
            return;
        try
        {
            step.DeliverResult(e.Result);
        }
        catch (DurableException error)
        {
            Block(error);
        }

        Settle(step);
    }

    private void ApplyFailed(StepOperation step, StepFailed e, long sequence)
    {
        if (!Close(step, sequence))
            return;
        TrackFailed(step, e);
        if (step.IsDelivered)
            return;
        step.DeliverFailure(_setup.Exceptions.Recreate(step.Id, e.Failure));
        Settle(step);
    }

    private bool Compare(Operation operation, ReadOnlyMemory<byte>? recorded, string source, long sequence)
    {
        try
        {
            if (operation.IsRecorded || recorded is not { } arguments || operation.ArgumentsMatch(arguments) || IsOfItsOrigin(sequence, operation.Arguments, arguments))
            {
                operation.MarkRecorded();
                return true;
            }

            Block(operation is StepOperation step && step.HashesOf(arguments) is { } hashes
                ? ReplayErrors.OtherHash(_setup, sequence, operation, source, hashes.Recorded, hashes.Now)
                : ReplayErrors.OtherArguments(_setup, sequence, operation, source));
        }
        catch (DurableException error) when (error.Code is "DS1031" or "DS2001")
        {
            Block(error);
        }

        return false;
    }

    /// <summary>One outcome per operation: a second one can only come from a damaged log.</summary>
    private bool Close(Operation operation, long sequence)
    {
        if (operation.IsClosed)
            return Refuse(sequence, $"it is a second outcome of {operation.Kind} {operation.Id}");
        operation.MarkClosed();
        return true;
    }
}

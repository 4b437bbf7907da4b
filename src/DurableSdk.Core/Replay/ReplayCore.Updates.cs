using DurableSdk.Collections;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Failures;

namespace DurableSdk.Replay;

/// <summary>What is asked from outside to be done, and answered.</summary>
internal sealed partial class ReplayCore
{
    private Dictionary<string, Task<ReadOnlyMemory<byte>>> Updates => field ??= new(StringComparer.Ordinal);

    /// <summary>The ids of all that were ever accepted.</summary>
    private HashSet<string> AcceptedUpdates => field ??= new(StringComparer.Ordinal);

    /// <summary>Those whose method has ended and whose outcome the driver hasn't been told.</summary>
    private LazyList<string> _endedUpdates;

    /// <summary>Asks the code whether it accepts an update; nothing changes by it.</summary>
    /// <returns>Why it is refused; null if it isn't.</returns>
    public string? WhyRefused(UpdateAccepted update)
    {
        if (_setup.Definition.FindUpdate(update.Name) is not { } definition)
            return $"{_setup.Definition.Key.Name} version {_setup.Definition.Key.Version} takes no such update";
        if (_error is not null)
            return $"the run can't go on: {_error.Message}";
        if (_hasEnded)
            return "the workflow's method has ended";
        try
        {
            return Read($"the validation of update {update.Name}", definition.Validation(update.Arguments, _setup.Serializer));
        }
        catch (Exception e)
        {
            return ExceptionTable.MessageOf(e);
        }
    }

    private void ApplyUpdateAccepted(UpdateAccepted e, long sequence)
    {
        if (_hasEnded)
            return;
        if (!AcceptedUpdates.Add(e.Id))
        {
            Refuse(sequence, $"update {e.Id} is accepted a second time");
            return;
        }

        if (_setup.Definition.FindUpdate(e.Name) is not { } definition)
        {
            Block(ReplayErrors.NoUpdate(_setup, sequence, e.Name));
            return;
        }

        WorkflowScope.Enter(_scope);
        _isHandling.Value = true;
        try
        {
            var handling = definition.HandleAsync(_setup.Target, e.Arguments, _setup.Serializer);
            Updates.Add(e.Id, handling);
            handling.ContinueWith(ended => MarkUpdateEnded(e.Id, ended), CancellationToken.None, TaskContinuationOptions.None, _scheduler);
        }
        catch (DurableException error) when (error.Code == "DS1005")
        {
            Block(error);
        }
    }

    private void ApplyUpdateCompleted(UpdateCompleted e, long sequence)
    {
        if (!Updates.TryGetValue(e.Id, out var handling) || !handling.IsCompleted)
        {
            Block(ReplayErrors.UpdateEndsLater(_setup, sequence, e.Id, _pending));
            return;
        }

        Updates.Remove(e.Id);
        _endedUpdates.Items.Remove(e.Id);
    }

    private void MarkUpdateEnded(string id, Task handling)
    {
        // A core that is dropped before the outcome was taken leaves no unobserved exception behind.
        _ = handling.Exception;
        _endedUpdates.Add(id);
    }

    /// <summary>Each is told once; a rebuilt core tells again what isn't in the log.</summary>
    private IEnumerable<Command> TakeEndedUpdates()
    {
        if (_endedUpdates.Count == 0)
            return [];
        var ended = _endedUpdates.Items.ToArray();
        _endedUpdates.Clear();
        return ended.Select(id => new CompleteUpdate(OutcomeOf(id, Updates[id])));
    }

    private UpdateCompleted OutcomeOf(string id, Task<ReadOnlyMemory<byte>> handling) => handling.IsCompletedSuccessfully
        ? new UpdateCompleted(id, handling.Result, null)
        : new UpdateCompleted(id, null, _setup.Exceptions.Capture(Thrown(handling)));
}

using DurableSdk.Collections;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>
/// Hooks: made together with the event that says so, or not at all and the event says why. One ends in two steps: the store takes no more for it, then what it
/// took before is recorded, and the end after that. So nothing that was acknowledged comes after the end.
/// </summary>
internal sealed partial class RunActor
{
    /// <summary>Ends of hooks that the store has closed, to be recorded once the inbox has been read.</summary>
    private LazyList<OperationEvent> _endedHooks;

    private void MakeHook(HookCall call)
    {
        var token = call.Token ?? _worker.Runtime.Ids.HookToken();
        var created = new HookCreated(call.Id, call.Source, call.Name, token, call.Arguments)
        {
            PayloadType = call.PayloadType,
            ExpiresAt = call.ExpiresAt(_worker.Runtime.UtcNow),
            Address = _worker.Options.HooksAddress?.AbsoluteUri,
        };
        Record(created);
        Extras.Hooks.Add(new NewHook(call.Id, HookTokens.HashOf(token), call.PayloadType, created.ExpiresAt, call.DeliveriesMax));
    }

    private void AwaitExpiry(AwaitExpiry command)
    {
        var id = HookExpiryOperation.IdOf(command.HookId);
        // A rebuilt core asks again for what has happened already.
        if (!_waits.Contains(id) && !_endedHooks.Items.Exists(end => end.Id == command.HookId))
            Await(id, command.DueAt, retry: null, command.HookId);
    }

    private async Task EndHookAsync(OperationEvent end)
    {
        StopWaiting(HookExpiryOperation.IdOf(end.Id));
        if (_endedHooks.Items.Exists(other => other.Id == end.Id && (other == end || end is HookExpired)))
            return;
        await WhenAvailableAsync(async () => await _worker.Owner.CloseHookAsync(RunId, end.Id, _worker.Abandoned));
        _endedHooks.Add(end);
        _inboxWaits = true;
    }

    /// <summary>After the inbox has been read to its end, and all of it could be.</summary>
    private void RecordEndedHooks()
    {
        foreach (var end in _endedHooks)
            Record(end);
        _endedHooks.Clear();
    }

    /// <summary>What is proposed where tokens were taken: the rest, and in the place of each of the others why there is no hook.</summary>
    private Append WithoutRefusedHooks(Append append, LogEntry[] entries, IReadOnlyList<string?> owners)
    {
        var made = new List<NewHook>();
        for (var i = 0; i < owners.Count; i++)
        {
            if (owners[i] is { } owner)
                Refuse(entries, append.Hooks[i].HookId, owner);
            else
                made.Add(append.Hooks[i]);
        }

        return append with { Events = Encode(entries), Hooks = made };
    }

    private void Refuse(LogEntry[] entries, string hookId, string owner)
    {
        var at = Array.FindIndex(entries, entry => entry.Event is HookCreated created && created.Id == hookId);
        var refused = (HookCreated)entries[at].Event;
        var error = HostingErrors.HookTokenTaken(RunId, refused, owner);
        entries[at] = entries[at] with { Event = refused with { ExpiresAt = null, Code = error.Code, Report = error.Message } };
    }
}

using System.Text.Json;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>What lies in the run's inbox becomes events, in the order of its arrival.</summary>
internal sealed partial class RunActor
{
    private bool _inboxWaits;
    private long _inboxLeft;

    private async Task HandleInboxAsync()
    {
        _inboxWaits = false;
        _inboxLeft = 0;
        IReadOnlyList<InboxEntry> inbox = [];
        await WhenAvailableAsync(async () => inbox = await _worker.Owner.ReadInboxAsync(RunId, _worker.Abandoned));
        DurableException? unreadable = null;
        foreach (var entry in inbox.Where(entry => _extras?.Consumed.Contains(entry.Position) != true))
        {
            var (position, message) = entry;
            // What comes behind a message that can't be read stays behind it, but for what an operator does about it.
            if (unreadable is not null && !IsControl(message.Kind))
                continue;
            if (entry.Damage is { } damage)
            {
                await TakeOutAsync(entry, damage);
                continue;
            }

            if (Read(position, message, ref unreadable) is not { } e)
                continue;
            if (message.Kind == InboxKind.Update && !CanDecide())
                return;
            Extras.Consumed.Add(position);
            Record(e is UpdateAccepted update ? await DecideAsync(update) : e);
        }

        if (unreadable is not null)
            BlockBy(unreadable, inbox[^1].Position);
        else if (inbox.Count > 0)
            await ResumeIfReadableAsync();
        if (unreadable is null)
            RecordEndedHooks();
    }

    /// <summary>What is damaged is never read, so it leaves the inbox with the block that reports it; left there, it would stand before all that comes.</summary>
    private async Task TakeOutAsync(InboxEntry entry, string damage)
    {
        Extras.Consumed.Add(entry.Position);
        await BlockAsync(HostingErrors.DamagedMessage(RunId, entry, damage));
    }

    /// <summary>Blocked once: it doesn't wake for the same messages again, but for the next one, and for another build.</summary>
    private void BlockBy(DurableException unreadable, long inboxLeft)
    {
        _inboxLeft = inboxLeft;
        if (StatusAfter() != RunStatus.Blocked)
            RecordBlock(unreadable);
    }

    /// <summary>A run that was blocked for a message which can be read by now goes on.</summary>
    private async Task ResumeIfReadableAsync()
    {
        if (StatusAfter() != RunStatus.Blocked || _outbox.Exists(e => e is Blocked))
            return;
        StoredEvent? last = null;
        await WhenAvailableAsync(async () => last = await _worker.Store.ReadLastEventAsync(RunId, _worker.Abandoned));
        if (last is { Kind: EventKind.Blocked } stored && _worker.Runtime.Events.Decode(RunId, stored).Event is Blocked { Code: HostingErrors.UnreadableMessageCode })
            Record(new Resumed());
    }

    /// <summary>What nobody needs a codec, or a newer version, to read.</summary>
    private static bool IsControl(InboxKind kind) => kind is InboxKind.Cancel or InboxKind.Resume or InboxKind.Pause;

    private RunEvent? Read(long position, InboxMessage message, ref DurableException? unreadable)
    {
        try
        {
            return EventOf(message);
        }
        catch (Exception e) when (e is DurableException or NotSupportedException or FormatException or JsonException or InvalidOperationException)
        {
            unreadable = HostingErrors.UnreadableMessage(RunId, position, message.Kind, e);
            return null;
        }
    }

    private RunEvent EventOf(InboxMessage message) => message.Kind switch
    {
        InboxKind.Cancel => new CancelRequested(InboxBody.Read(message.Body)),
        InboxKind.Resume => new Resumed(),
        InboxKind.Pause => new Paused(InboxBody.Read(message.Body)),
        InboxKind.Update => UpdateBody.Read(_worker.Runtime.Events.DecodeMessage(message.Body)),
        InboxKind.Hook => HookBody.Read(_worker.Runtime.Events.DecodeMessage(message.Body)),
        InboxKind.ChildEnded => ChildEnd.Read(_worker.Runtime.Events.DecodeMessage(message.Body)),
        InboxKind.Signal => SignalBody.Read(_worker.Runtime.Events.DecodeMessage(message.Body), message.Id),
        _ => throw new NotSupportedException($"Its kind {(int)message.Kind} is unknown to this version of DurableSdk; a newer one has sent it."),
    };
}

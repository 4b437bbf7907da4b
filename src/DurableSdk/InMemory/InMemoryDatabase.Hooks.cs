namespace DurableSdk.Storage;

/// <summary>Who has which token, and what becomes of a delivery. Called under the lock.</summary>
public sealed partial class InMemoryDatabase
{
    private readonly Dictionary<string, InMemoryHook> _hooks = new(StringComparer.Ordinal);

    internal HookRecord? FindHook(string tokenHash) => _hooks.TryGetValue(tokenHash, out var hook)
        ? new HookRecord(hook.New.HookId, hook.Run.RunId, hook.Run.Workflow, hook.New.PayloadType, hook.New.ExpiresAt, hook.New.DeliveriesMax)
        : null;

    /// <summary>The run whose open hook has a token, as a new hook finds it; null where none has it.</summary>
    internal string? FindHookOwner(NewHook hook, InMemoryRun? run, DateTimeOffset at)
    {
        if (!_hooks.TryGetValue(hook.TokenHash, out var found) || found.IsClosed || found.HasExpired(at) || LastOf(found) is not { } holder || holder.Status.IsFinished())
            return null;
        var isInherited = holder == run && (found.Run != run || found.IsInherited);
        return isInherited ? null : holder.RunId;
    }

    internal void AddHook(InMemoryRun run, NewHook hook) => _hooks[hook.TokenHash] = new InMemoryHook(hook, run);

    internal void CloseHook(InMemoryRun run, string hookId)
    {
        foreach (var hook in _hooks.Values.Where(hook => hook.Run == run && hook.New.HookId == hookId && !hook.IsInherited))
            hook.IsClosed = true;
    }

    internal HookResult Resume(string tokenHash, InboxMessage delivery)
    {
        if (!_hooks.TryGetValue(tokenHash, out var hook) || LastOf(hook) is not { } run)
            return HookResult.NotFound;
        if (delivery.Id is { } id && run.SeenMessages.Contains(id))
            return HookResult.Repeated;
        if (hook.Deliveries >= hook.New.DeliveriesMax)
            return HookResult.AlreadyDelivered;
        if (hook.IsClosed)
            return HookResult.Closed;
        if (hook.HasExpired(delivery.At))
            return HookResult.Expired;
        if (run.Status.IsFinished())
            return HookResult.RunFinished;
        hook.Deliveries++;
        Send(run, delivery, wakes: true);
        return HookResult.Accepted;
    }

    private InMemoryRun? LastOf(InMemoryHook hook) => LastOfChain(hook.Run.RunId);

    /// <summary>Those that are open stay with the chain.</summary>
    private void PurgeHooks(InMemoryRun run)
    {
        var heir = LastOfChain(run.RunId);
        foreach (var (tokenHash, hook) in _hooks.Where(hook => hook.Value.Run == run).ToList())
        {
            if (heir is null || heir == run || hook.IsClosed)
                _hooks.Remove(tokenHash);
            else
                hook.InheritedBy(heir);
        }
    }

    private sealed class InMemoryHook(NewHook created, InMemoryRun run)
    {
        public NewHook New => created;

        /// <summary>The run that made it; where that was purged, one that its chain went on as.</summary>
        public InMemoryRun Run { get; private set; } = run;

        public bool IsInherited { get; private set; }

        public int Deliveries { get; set; }

        public bool IsClosed { get; set; }

        public void InheritedBy(InMemoryRun heir) => (Run, IsInherited) = (heir, true);

        public bool HasExpired(DateTimeOffset at) => created.ExpiresAt <= at;
    }
}

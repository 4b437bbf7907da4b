using System.Buffers;
using System.Globalization;
using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>Where the world outside answers the code. A hook's token comes with the event that says it was made, so nothing is drawn here.</summary>
internal sealed partial class ReplayCore
{
    private Dictionary<string, OpenHook> Hooks => field ??= new(StringComparer.Ordinal);

    /// <summary>By token, those that aren't over: at most one each.</summary>
    private Dictionary<string, OpenHook> OpenHooks => field ??= new(StringComparer.Ordinal);

    /// <summary>By token, what nobody has wanted yet: also from before the hook, where it was made in a run that continued as this one.</summary>
    private Dictionary<string, Queue<(long Sequence, HookResumed Delivery)>> WaitingDeliveries => field ??= new(StringComparer.Ordinal);

    public Task<Hook<T>> CreateHook<T>(CallSite site, string? name, TimeSpan? expiresAfter, string? token, int? deliveriesMax)
    {
        if (HookRules.ProblemOf(name, expiresAfter, token, deliveriesMax) is { } problem)
            throw ReplayErrors.BadHook(problem);
        var id = NextId(site);
        var call = new HookCall(
            id, site.Source, name ?? HookRules.DefaultName, ArgumentsOf(name, expiresAfter, deliveriesMax), expiresAfter, token, deliveriesMax, typeof(T).ToString());
        var operation = new HookOperation<T>(call, this);
        Issue(operation);
        return operation.Task;
    }

    public Task<T> NextDelivery<T>(OpenHook hook)
    {
        if (FindLeft() is { } left)
            return Lost<T>(left);
        var wait = new NextDelivery<T>(WaitId(hook), hook, _setup.Serializer);
        var task = wait.Task;
        Await(wait);
        return task;
    }

    public Task<(bool IsThere, T? Payload)> NextOfStream<T>(OpenHook hook)
    {
        if (FindLeft() is { } left)
            return Lost<(bool, T?)>(left);
        var wait = new StreamedDelivery<T>(WaitId(hook), hook, _setup.Serializer);
        var task = wait.Task;
        Await(wait);
        return task;
    }

    public string JsonOf<T>(T payload) => System.Text.Encoding.UTF8.GetString(_setup.Serializer.Serialize(payload, "the answer in a hook's link").Span);

    /// <summary>Also asked by a second call, which waits for the first; a hook that is over needs none.</summary>
    public Task CloseHook(OpenHook hook)
    {
        if (FindLeft() is { } left)
            return Lost<Unit>(left);
        if (hook.Close is { } asked)
            return asked.Task;
        if (hook.IsOver)
            return Task.CompletedTask;
        EnsureMayAct("closing a hook");
        hook.Close = new HookCloseOperation(hook);
        Issue(hook.Close);
        return hook.Close.Task;
    }

    private void ApplyHookCreated(HookCreated e, long sequence)
    {
        if (!TryFind<HookOperation>(e.Id, "hook", e.Source, sequence, out var operation))
            return;
        if (operation.Call.Token is { } token && token != e.Token && !IsOfItsOrigin(sequence, token, e.Token))
            Block(ReplayErrors.OtherArguments(_setup, sequence, operation, e.Source));
        else if (Compare(operation, e.Arguments, e.Source, sequence) && Close(operation, sequence))
            Open(operation, e);
    }

    private void Open(HookOperation operation, HookCreated e)
    {
        if (e.Code is { } code)
        {
            if (!operation.IsDelivered)
                operation.DeliverFailure(DurableException.Recorded(code, e.Report ?? code));
        }
        else
        {
            var hook = new OpenHook(e.Id, operation.Source, e.Name, e.Token, e.ExpiresAt, e.Address);
            Hooks.Add(hook.Id, hook);
            OpenHooks[hook.Token] = hook;
            BeginExpiry(hook);
            if (!operation.IsDelivered)
                operation.DeliverCreated(hook);
        }

        Settle(operation);
    }

    private void BeginExpiry(OpenHook hook)
    {
        if (hook.ExpiresAt is not { } expiresAt)
            return;
        hook.Expiry = new HookExpiryOperation(hook, expiresAt);
        _operations.Add(hook.Expiry);
        Enqueue(hook.Expiry);
    }

    private void ApplyHookResumed(HookResumed e, long sequence)
    {
        if (_hasEnded)
            _unused.Add(e);
        else if (OpenHooks.GetValueOrDefault(e.Token)?.TakeWait() is { } wait)
            Deliver(wait, e);
        else
            DeliveriesOf(e.Token).Enqueue((sequence, e));
    }

    private void ApplyHookExpired(HookExpired e, long sequence)
    {
        if (!TryFind<HookExpiryOperation>(HookExpiryOperation.IdOf(e.Id), "hook", "", sequence, out var expiry) || !Close(expiry, sequence))
            return;
        var hook = Hooks[e.Id];
        if (hook.ExpiresAt > UtcNow)
            UtcNow = hook.ExpiresAt.Value;
        hook.HasExpired = true;
        End(hook);
    }

    private void ApplyHookClosed(HookClosed e, long sequence)
    {
        if (!TryFind<HookCloseOperation>(HookCloseOperation.IdOf(e.Id), "hook", "", sequence, out var close) || !Close(close, sequence))
            return;
        var hook = Hooks[e.Id];
        hook.IsClosed = true;
        if (hook.Expiry is { IsClosed: false } expiry)
            expiry.MarkClosed();
        End(hook);
        if (!close.IsDelivered)
            close.DeliverClosed();
        Settle(close);
    }

    /// <summary>Whoever still waits is told; nobody is, once the method's end is in the log.</summary>
    private void End(OpenHook hook)
    {
        if (OpenHooks.GetValueOrDefault(hook.Token) == hook)
            OpenHooks.Remove(hook.Token);
        while (hook.TakeWait() is { } wait)
        {
            wait.DeliverEnd();
            Settle(wait);
        }
    }

    private void Await(HookWait wait)
    {
        Issue(wait);
        if (WaitingDeliveries.TryGetValue(wait.Hook.Token, out var waiting) && waiting.TryDequeue(out var first))
        {
            Deliver(wait, first.Delivery);
        }
        else if (wait.Hook.IsOver)
        {
            wait.DeliverEnd();
            Settle(wait);
        }
        else
        {
            wait.Hook.AddWait(wait);
        }
    }

    private void Deliver(HookWait wait, HookResumed e)
    {
        try
        {
            wait.Deliver(e.Arguments);
        }
        catch (DurableException error)
        {
            Block(error);
        }

        Settle(wait);
    }

    private Queue<(long Sequence, HookResumed Delivery)> DeliveriesOf(string token)
    {
        if (!WaitingDeliveries.TryGetValue(token, out var waiting))
            WaitingDeliveries[token] = waiting = new Queue<(long, HookResumed)>();
        return waiting;
    }

    private string WaitId(OpenHook hook) => NextId(new CallSite($"{hook.Id}/next", hook.Source));

    private static Task<TResult> Lost<TResult>(DurableException left)
    {
        var failed = Task.FromException<TResult>(left);
        // The run is blocked by it; that nobody looks at the task is no unobserved exception of the program.
        _ = failed.Exception;
        return failed;
    }

    private static ReadOnlyMemory<byte> ArgumentsOf(string? name, TimeSpan? expiresAfter, int? deliveriesMax)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(name);
            writer.WriteStringValue(expiresAfter?.ToString("c", CultureInfo.InvariantCulture));
            if (deliveriesMax is { } max)
                writer.WriteNumberValue(max);
            else
                writer.WriteNullValue();
            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }
}

using DurableSdk.Errors;

namespace DurableSdk.Replay;

/// <summary>A hook as the workflow's code sees it.</summary>
internal sealed class ReplayHook<T>(ReplayCore core, OpenHook hook) : Hook<T>
{
    public override string Name => hook.Name;

    public override string Token => hook.Token;

    public override Uri Url => hook.Address is { } address ? new Uri($"{address.TrimEnd('/')}/{hook.Token}") : throw ReplayErrors.NoHooksAddress(hook);

    public override Uri UrlFor(T payload) => new($"{Url}?payload={Uri.EscapeDataString(core.JsonOf(payload))}");

    public override DateTimeOffset? ExpiresAt => hook.ExpiresAt;

    public override Task<T> NextAsync() => core.NextDelivery<T>(hook);

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (isThere, payload) = await core.NextOfStream<T>(hook);
            if (!isThere)
                yield break;
            yield return payload!;
        }
    }

    public override ValueTask DisposeAsync() => new(core.CloseHook(hook));
}

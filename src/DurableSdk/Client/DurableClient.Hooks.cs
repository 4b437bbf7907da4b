using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk;

public sealed partial class DurableClient
{
    private const string DeliveryText = "the payload of a delivery to a hook";

    /// <summary>
    /// Delivers to a hook (<see cref="Durable.CreateHook{T}"/>). Durable when it returns: the run's code gets it once, after what was delivered before, also if nobody awaits the hook yet.
    /// Of a chain of continued runs the last gets it.
    /// </summary>
    /// <param name="token">The hook's token.</param>
    /// <param name="payload">What is delivered.</param>
    /// <param name="options">How to deliver it.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="DurableException">DS4035: no hook has the token; DS4036: it has expired or was closed; DS4037: its run has ended; DS4038: it takes something else, as far as this
    /// program knows it; DS4039: it has had all the deliveries that it takes; DS2001, DS2002: the payload can't be written; DS4014: the id can't be stored. Nothing was delivered.</exception>
    public Task<HookDelivery> ResumeHookAsync<T>(string token, T payload, DeliveryOptions? options = null, CancellationToken cancel = default) =>
        ResumeEncodedAsync(
            token, _runtime.Serializer.SerializeArguments(ArgumentCodec.Of<T>("payload"), new ValueTuple<T>(payload), DeliveryText), _runtime.Serializer, options, cancel);

    /// <summary>
    /// Delivers JSON to a hook, as it came from outside: it must have every parameter of a constructor that has no default, and no null where the type takes none. See
    /// <see cref="ResumeHookAsync{T}"/>.
    /// </summary>
    /// <param name="token">The hook's token.</param>
    /// <param name="json">What is delivered, as JSON in UTF-8; a byte order mark is skipped.</param>
    /// <param name="options">How to deliver it.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="DurableException">As for a typed one; DS4038 also where it is no JSON.</exception>
    public async Task<HookDelivery> ResumeHookWithJsonAsync(string token, ReadOnlyMemory<byte> json, DeliveryOptions? options = null, CancellationToken cancel = default)
    {
        await Leave();
        return await ResumeEncodedAsync(token, await ArgumentsOfAsync(token, json, cancel), _runtime.Serializer.Strict, options, cancel);
    }

    /// <summary>See <see cref="DurableOptions.PayloadBytesMax"/>: what takes deliveries reads no more than it must.</summary>
    internal int PayloadBytesMax => _runtime.Options.PayloadBytesMax;

    private async Task<HookDelivery> ResumeEncodedAsync(string token, ReadOnlyMemory<byte> arguments, PayloadSerializer reader, DeliveryOptions? options, CancellationToken cancel)
    {
        await Leave();
        CheckSignalText("A delivery's id", options?.Id);
        var hook = await RequireHookAsync(token, cancel);
        if (_runtime.RefusalOf(hook, arguments, reader) is { } refusal)
            throw refusal;
        var hash = HookTokens.HashOf(token);
        var body = _runtime.Events.EncodeMessage(HookBody.Write(new HookResumed(hook.HookId, token, arguments, options?.Id)));
        var id = options?.Id is { } given ? HookBody.MessageId(hash, given) : null;
        var store = await _runtime.OpenStoreAsync(cancel);
        return await store.ResumeHookAsync(hash, new InboxMessage(InboxKind.Hook, body, _runtime.UtcNow, id), cancel) switch
        {
            HookResult.Accepted => new HookDelivery(IsRepeated: false),
            HookResult.Repeated => new HookDelivery(IsRepeated: true),
            HookResult.AlreadyDelivered => throw HookErrors.AlreadyDelivered(),
            HookResult.RunFinished => throw HookErrors.RunFinished(),
            HookResult.Closed => throw HookErrors.Closed(hasExpired: false),
            HookResult.Expired => throw HookErrors.Closed(hasExpired: true),
            _ => throw HookErrors.NotFound(),
        };
    }

    private async Task<HookRecord> RequireHookAsync(string token, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(token);
        var store = await _runtime.OpenStoreAsync(cancel);
        var hook = HookRules.IsToken(token) ? await store.FindHookAsync(HookTokens.HashOf(token), cancel) : null;
        return hook ?? throw HookErrors.NotFound();
    }

    /// <summary>One JSON value, in the array that the log has; anything around it would change what is recorded.</summary>
    private async Task<ReadOnlyMemory<byte>> ArgumentsOfAsync(string token, ReadOnlyMemory<byte> json, CancellationToken cancel)
    {
        if (json.Length > _runtime.Options.PayloadBytesMax)
            throw PayloadErrors.TooLarge(DeliveryText, json.Length, _runtime.Options.PayloadBytesMax);
        var hook = await RequireHookAsync(token, cancel);
        try
        {
            // The parser looks at no text inside of a string, and what isn't UTF-8 there would be replaced as it is written.
            if (!Utf8.IsValid(json.Span))
                throw new JsonException("It isn't text in UTF-8.");
            var text = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = _runtime.Serializer.DepthMax - 1 });
            var buffer = new ArrayBufferWriter<byte>(json.Length + 2);
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartArray();
                document.RootElement.WriteTo(writer);
                writer.WriteEndArray();
            }

            return buffer.WrittenMemory;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw HookErrors.BadPayload(hook.PayloadType, e);
        }
    }
}

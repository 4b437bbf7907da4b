using System.Text.Json;
using DurableSdk.Storage;

namespace DurableSdk.Errors;

/// <summary>What who delivers to a hook is told. It may be anybody: nothing of the run is named, and never the token.</summary>
internal static class HookErrors
{
    public static DurableException NotFound() => new(
        "DS4035", "No hook has this token. It is misspelt or cut off, it belongs to another store, or its run ended so long ago that it was purged. Nothing was delivered.");

    public static DurableException Closed(bool hasExpired) => new(
        "DS4036", $"The hook {(hasExpired ? "has expired" : "was closed")} and takes no more deliveries. Nothing was delivered. Ask who gave the address for another one.");

    public static DurableException RunFinished() => new(
        "DS4037", "The run that the hook belongs to has ended, and its hooks with it. Nothing was delivered.");

    public static DurableException BadPayload(string type, Exception cause) => new(
        "DS4038",
        $"What was sent doesn't fit the hook, which takes {type} as JSON: {(cause is JsonException ? cause.Message : $"{cause.GetType().Name} was thrown.")} Nothing was delivered. Mend it and send it again.",
        cause);

    public static DurableException FormTooLarge(int bytes, int bytesMax) => PayloadErrors.TooLarge("a form that is posted to a hook", bytes, bytesMax);

    public static DurableException OtherCharset(string charset) => new(
        "DS4043", $"The delivery is said to be text in {charset}; a hook takes JSON in UTF-8 only. Nothing was delivered. Send it in UTF-8, with no charset in its Content-Type or with utf-8.");

    public static DurableException AlreadyDelivered() => new(
        "DS4039", "The hook has had all the deliveries that it takes; this one came too late. Nothing was delivered, and what came first counts.");
}

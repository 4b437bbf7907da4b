namespace DurableSdk.Errors;

internal static class PayloadErrors
{
    public static DurableException CannotSerialize(string what, Exception cause) => new(
        "DS2001",
        $"{Capital(what)} can't be serialised: {CauseText.Of(cause, "System.Text.Json")} Nothing was recorded; a step whose result it is runs again when the run goes on. Pass plain data (records, numbers, strings, lists) "
        + "between workflow and step, or give the type a JsonSerializerContext or converter.",
        cause);

    public static DurableException TooLarge(string what, int bytes, int bytesMax) => new(
        "DS2002",
        $"The size of {what} is {bytes:N0} bytes, more than the limit of {bytesMax:N0}. Nothing was recorded; a step whose result it is runs again when the run goes on. Keep the data outside and pass a reference, "
        + "or raise PayloadBytesMax.");

    public static DurableException CannotDeserialize(string what, Type type, Exception cause) => new(
        "DS1005",
        $"{Capital(what)}, as recorded, can't be read as {type} any more: {CauseText.Of(cause, "System.Text.Json")} "
        + "The type was changed after it was recorded. Nothing is lost: make the type read the old form, then resume the run.",
        cause);

    public static DurableException UnknownHashKey(string id, string keyId) => new(
        "DS1031",
        $"The arguments of step {id} were recorded as a hash under key {keyId}, which this program doesn't have, so they can't be compared with today's. "
        + "Give the key to DurableOptions.UseArgumentHashKeys, before the one that writes. Nothing is lost: with the key the run goes on, by itself under a new build, else once it is resumed.");

    internal static string Capital(string text) => string.Concat(text[..1].ToUpperInvariant(), text.AsSpan(1));
}

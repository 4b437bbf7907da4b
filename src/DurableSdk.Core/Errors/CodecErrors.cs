using DurableSdk.Payloads;

namespace DurableSdk.Errors;

internal static class CodecErrors
{
    public static DurableException UnknownCodec(PayloadContext payload, CodecLabel label, IReadOnlyCollection<string> known) => new(
        "DS2010",
        $"{PayloadErrors.Capital(payload.Description)} can't be read: codec {label} wrote it, and this program knows {(known.Count == 0 ? "no codec" : $"only {string.Join(", ", known)}")}. "
        + "Name it with options.UseCodec(…), or options.ReadCodec(…) if it is to write nothing more. Nothing is lost: after the fix, resume the run.");

    public static DurableException UnknownKey(PayloadContext payload, CodecLabel label, Exception cause) => new(
        "DS2010",
        $"{PayloadErrors.Capital(payload.Description)} can't be read: it was written with key {label.KeyId} of codec {label.Name}, and this program doesn't have that key. "
        + "Give the codec the key; keep an old one for as long as runs that were written with it are there. Nothing is lost: after the fix, resume the run.",
        cause);

    /// <summary>Without the cause's message: it is a log line's text too, and a codec has payloads and keys in hand.</summary>
    public static DurableException CannotDecode(PayloadContext payload, string codec, Exception cause) => new(
        "DS2011",
        $"{PayloadErrors.Capital(payload.Description)} can't be decoded by {codec} ({cause.GetType().Name}). The key of that id isn't the one that it was written with, "
        + "or the database was changed by something else than DurableSdk. The run is left as it is: configure the right key and resume it, or restore the file from a backup.",
        cause);

    public static DurableException CannotEncode(PayloadContext payload, string codec, Exception cause) => new(
        "DS2012",
        $"{PayloadErrors.Capital(payload.Description)} can't be encoded by {codec} ({cause.GetType().Name}). Nothing was recorded: a start has to be made again, a run tries again by itself and holds what has happened in memory meanwhile. "
        + "Mend what the codec needs (its key, its service).",
        cause);

    public static DurableException DecodesTooLarge(PayloadContext payload) => new(
        "DS2013",
        $"{PayloadErrors.Capital(payload.Description)} decompresses to more than the limit of {payload.BytesMax:N0} bytes. It was recorded when PayloadBytesMax was higher, or something else than DurableSdk wrote it. "
        + "Nothing is lost: with a higher PayloadBytesMax, resume the run.");

    public static DurableException BadName(IPayloadCodec codec) => new(
        "DS3015",
        $"Codec {codec.GetType()} has the name \"{codec.Name}\", which can't be recorded: allowed are 1 to 64 letters, digits, dots, hyphens and underscores.");

    public static DurableException SameName(IPayloadCodec one, IPayloadCodec other) => new(
        "DS3015",
        $"Two codecs are called {one.Name}: {one.GetType()} and {other.GetType()}. What one of them wrote could not be told from the other's. Give one of them another Name; keys of one codec "
        + "go into one object.");
}

using DurableSdk.Storage;

namespace DurableSdk.Errors;

internal static class LogErrors
{
    public static DurableException Damaged(string runId, long sequence, string how) => new(
        "DS1006",
        $"Event {sequence} of run {runId} is damaged: {how}. The database was changed by something else than DurableSdk, or the disk has a fault. "
        + "The run is left as it is; restore the file from a backup.");

    public static DurableException Gap(string runId, long expected, long found) => new(
        "DS1006",
        $"Run {runId} has no event {expected}; event {found} follows. Rows of its log were deleted. "
        + "The run is left as it is; restore the file from a backup.");

    public static DurableException LostEnd(string runId, long last, long recorded) => new(
        "DS1006",
        $"The log of run {runId} ends with event {last}, and its record says that it has {recorded}. Rows of its log were deleted, or a part of the file is older than the rest. "
        + "The run is left as it is; restore the file from a backup.");

    public static DurableException UnknownFormat(string runId, long sequence, int format) => new(
        "DS1006",
        $"Event {sequence} of run {runId} has format {format}, which this version of DurableSdk doesn't know: a newer one wrote it. "
        + "The run is left as it is; use that version or a later one.");

    public static DurableException UnknownRules(string runId, int rules) => new(
        "DS1006",
        $"Run {runId} began under the rules {rules} of the engine, which this version of DurableSdk doesn't know: a newer one started it. "
        + "The run is left as it is; use that version or a later one.");

    public static DurableException UnknownKind(string runId, long sequence, EventKind kind) => new(
        "DS1006",
        $"Event {sequence} of run {runId} is of kind {(int)kind}, which this version of DurableSdk doesn't know: a newer one wrote it. "
        + "The run is left as it is; use that version or a later one.");
}

using System.Data;
using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>The rows of the queries of <see cref="RunReader"/>, by the order of their columns. A number that is missing, which only a changed file has, is 0, as a prepared statement reads it.</summary>
internal static class Rows
{
    public static RunCount Count(IDataRecord row) => new(row.GetString(0), (int)row.Number(1), (RunStatus)row.Number(2), row.Number(3));

    public static SubscriptionRecord Subscription(IDataRecord row) => new(row.GetString(0), row.Number(1), Micros.ToTime(row.Number(2)));

    public static HookRecord Hook(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), new WorkflowKey(row.GetString(2), (int)row.Number(3)), row.GetString(4), Micros.ToWakeAt(row.NullableNumber(5)), (int?)row.NullableNumber(6));

    public static InboxEntry Message(IDataRecord row)
    {
        var (position, at, body, checksum) = (row.Number(0), row.Number(4), row.NullableBytes(3), row.NullableNumber(5));
        var message = new InboxMessage((InboxKind)row.Number(1), body, Micros.IsTime(at) ? Micros.ToTime(at) : default, row.NullableText(2));
        var isIntact = body is not null && (checksum is null || checksum == RowChecksum.OfMessage(row.Number(6), position, message));
        return new(position, message) { Damage = isIntact ? null : "its checksum doesn't match its content" };
    }

    /// <summary>An event among those of all runs, after <see cref="EventRows.Columns"/>. It has no run where that row is missing.</summary>
    public static PositionedEvent Positioned(IDataRecord row)
    {
        var position = row.Number(0);
        var recorded = EventRows.ToEvent(position, row.Number(1), row.Number(2), row.Number(3), row.Number(4), row.Number(5), row.NullableBytes(6));
        return row.NullableText(7) is { } runId && row.NullableText(8) is { } workflow && row.NullableNumber(9) is { } version
            ? new(position, runId, new WorkflowKey(workflow, (int)version), recorded)
            : new(position, "", new WorkflowKey("", 0), recorded with { Damage = "its run, or that run's workflow, isn't there" });
    }

    public static long Number(this IDataRecord row, int column) => row.NullableNumber(column) ?? 0;

    public static long? NullableNumber(this IDataRecord row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static string? NullableText(this IDataRecord row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static byte[]? NullableBytes(this IDataRecord row, int column) => row.IsDBNull(column) ? null : (byte[])row.GetValue(column);
}

/// <summary>Who executes.</summary>
internal sealed record HostRow(long LockGeneration, string? OwnerHost, long? OwnerProcessId, string? OwnerBuild, long? OwnerSince)
{
    public OwnerInfo? ToOwner() => OwnerHost is null
        ? null
        : new OwnerInfo(OwnerHost, (int)OwnerProcessId!.Value, OwnerBuild!, Micros.ToTime(OwnerSince!.Value));
}

using DurableSdk.Events;
using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>An event's row, read by a prepared statement or through Dapper.</summary>
internal static class EventRows
{
    // SQLite keeps whatever type somebody writes into a column; the casts make a row readable in which one was changed, so that it can be reported.
    public const string Columns =
        """
        e.position AS Position, CAST(e.seq AS INTEGER) AS Seq, CAST(e.kind AS INTEGER) AS Kind, CAST(e.format AS INTEGER) AS Format,
        CAST(e.at AS INTEGER) AS At, CAST(e.checksum AS INTEGER) AS Checksum,
        CASE typeof(e.body) WHEN 'integer' THEN (SELECT CAST(b.body AS BLOB) FROM bodies b WHERE b.position = e.position) WHEN 'blob' THEN e.body END AS Body
        """;

    /// <summary>The highest position ever given to an event, for a query of the host row: that holds it where the row that had it was deleted.</summary>
    public const string LastPosition = "max(last_event_position, coalesce((SELECT max(position) FROM events), 0))";

    public const string Select = $"SELECT {Columns} FROM events e";

    public static StoredEvent Read(Statement row) =>
        ToEvent(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int64(5), row.NullableBlob(6));

    /// <summary>One whose large body is missing gets an empty one, which its checksum doesn't fit.</summary>
    public static StoredEvent ToEvent(long position, long sequence, long kind, long format, long at, long checksum, byte[]? body) =>
        new(sequence, (EventKind)kind, (int)format, Micros.IsTime(at) ? Micros.ToTime(at) : default, body, (uint)checksum)
        {
            Damage = body is null ? "its body isn't there" : RowChecksum.DamageOfEvent(checksum, position, kind, format, at),
        };
}

using System.Data.Common;
using System.Globalization;
using System.Text;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>
/// Two that follow the events of all runs: a projection that writes a row for each to the runs' own file, and a subscriber that writes down each that it has got. Every line is a write of its own, so
/// that a killed process loses none.
/// </summary>
public sealed class EventFollowers(string journal) : IDisposable
{
    public const string Projection = "rows";
    public const string Subscriber = "lines";

    private readonly FileStream _begun = new(BegunOf(journal), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly FileStream _got = new(GotOf(journal), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>The events that the projection's handler has begun with.</summary>
    public static string BegunOf(string journal) => journal + ".begun";

    /// <summary>The events that the subscriber has got.</summary>
    public static string GotOf(string journal) => journal + ".got";

    /// <summary>The table has no key: an event that counts twice is there twice.</summary>
    public async Task InsertAsync(SubscribedEvent e, DbTransaction transaction, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(transaction);
        Write(_begun, e.Position);
        await using var command = transaction.Connection!.CreateCommand();
#pragma warning disable CA2100 // A number.
        command.CommandText = $"CREATE TABLE IF NOT EXISTS projected (position INTEGER NOT NULL); INSERT INTO projected VALUES ({e.Position})";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancel);
        await WorkAsync(e, cancel);
    }

    /// <summary>Until it is cancelled.</summary>
    public async Task FollowAsync(DurableClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        await foreach (var e in client.SubscribeAsync(Subscriber, cancel: cancel))
        {
            Write(_got, e.Position);
            await WorkAsync(e, cancel);
        }
    }

    /// <summary>Until both have come to the last event.</summary>
    public static async Task CatchUpAsync(DurableClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        var last = await client.GetLastPositionAsync(cancel);
        while ((await client.ListSubscriptionsAsync(cancel)).Any(subscription => subscription.Position < last))
            await Task.Delay(5, cancel);
    }

    public void Dispose()
    {
        _begun.Dispose();
        _got.Dispose();
    }

    /// <summary>Now and then it takes a moment, so that a kill finds somebody in the middle.</summary>
    private static Task WorkAsync(SubscribedEvent e, CancellationToken cancel) => e.Position % 4 == 0 ? Task.Delay(2, cancel) : Task.CompletedTask;

    private static void Write(FileStream file, long position) => file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position}\n")));
}

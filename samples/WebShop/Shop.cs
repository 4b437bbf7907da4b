using System.Data.Common;
using Dapper;
using DurableSdk;

namespace WebShop;

/// <summary>How the shop does business. Settings may change between two starts, so steps read them and not the workflow.</summary>
/// <param name="ConnectionString">Its database, which is that of the runs too.</param>
/// <param name="HoldFor">How long goods are held that aren't paid for.</param>
/// <param name="PackIn">How long it takes to pack.</param>
public sealed record ShopSettings(string ConnectionString, TimeSpan HoldFor, TimeSpan PackIn);

/// <summary>What an order does to the shop's tables, exactly once, whenever the server is killed.</summary>
public sealed class Shop(ShopSettings settings)
{
    // The tables lie in the file of the runs: the row and the record that this step has run are committed together, or neither is. The runtime fills in connection and transaction.
    [Step(Transactional = true, Compensate = nameof(ReleaseAsync), NonRetryable = [typeof(OutOfStockException)])]
    public async Task<Reservation> ReserveAsync(Order order, DbConnection db = null!, DbTransaction transaction = null!)
    {
        const string Reserve = "INSERT INTO reservations SELECT @Id, item, @Quantity FROM availability WHERE item = @Item AND free >= @Quantity";
        if (await db.ExecuteAsync(Reserve, order, transaction) == 0)
            throw new OutOfStockException($"There aren't {order.Quantity} of {order.Item}.");
        return new Reservation(settings.HoldFor, settings.PackIn);
    }

    // Runs by itself when an order that has reserved is cancelled or fails. Transactional too: the goods are free exactly if the log says so.
    [Step(Transactional = true)]
    public Task ReleaseAsync(Order order, DbConnection db = null!, DbTransaction transaction = null!) =>
        db.ExecuteAsync("DELETE FROM reservations WHERE order_id = @Id", order, transaction);

    /// <returns>The number of the parcel.</returns>
    [Step(Transactional = true)]
    public async Task<long> ShipAsync(Order order, string payment, DbConnection db = null!, DbTransaction transaction = null!)
    {
        await db.ExecuteAsync("DELETE FROM reservations WHERE order_id = @Id", order, transaction);
        await db.ExecuteAsync("UPDATE stock SET pieces = pieces - @Quantity WHERE item = @Item", order, transaction);
        return await db.ExecuteScalarAsync<long>(
            "INSERT INTO shipments (order_id, item, quantity, payment) VALUES (@Id, @Item, @Quantity, @payment) RETURNING parcel",
            new { order.Id, order.Item, order.Quantity, payment },
            transaction);
    }
}

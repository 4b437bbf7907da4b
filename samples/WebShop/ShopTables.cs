using Dapper;
using Microsoft.Data.Sqlite;

namespace WebShop;

/// <summary>How much of an item is neither sold nor reserved.</summary>
public sealed record StockRow(string Item, long Free);

/// <summary>A row of the shipments, which a carrier would fetch.</summary>
public sealed record ShipmentRow(long Parcel, string OrderId, string Item, long Quantity, string Payment);

/// <summary>Creates the shop's tables when the server starts, and reads them for whoever looks.</summary>
public sealed class ShopTables(ShopSettings settings) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = new SqliteConnection(settings.ConnectionString);
        await db.ExecuteAsync("""
            CREATE TABLE IF NOT EXISTS stock (item TEXT PRIMARY KEY, pieces INTEGER NOT NULL CHECK (pieces >= 0));
            CREATE TABLE IF NOT EXISTS reservations (order_id TEXT PRIMARY KEY, item TEXT NOT NULL, quantity INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS shipments (
                parcel INTEGER PRIMARY KEY, order_id TEXT NOT NULL, item TEXT NOT NULL, quantity INTEGER NOT NULL, payment TEXT NOT NULL);
            CREATE VIEW IF NOT EXISTS availability AS
                SELECT item, pieces - (SELECT coalesce(sum(quantity), 0) FROM reservations r WHERE r.item = s.item) AS free FROM stock s;
            INSERT OR IGNORE INTO stock VALUES ('chair', 4), ('lamp', 10);
            """);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IEnumerable<StockRow>> StockAsync() => ReadAsync<StockRow>("SELECT item, free FROM availability ORDER BY item");

    public Task<IEnumerable<ShipmentRow>> ShipmentsAsync() =>
        ReadAsync<ShipmentRow>("SELECT parcel, order_id AS OrderId, item, quantity, payment FROM shipments ORDER BY parcel");

    private async Task<IEnumerable<T>> ReadAsync<T>(string sql)
    {
        await using var db = new SqliteConnection(settings.ConnectionString);
        return await db.QueryAsync<T>(sql);
    }
}

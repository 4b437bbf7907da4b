namespace Idiomatic.StockByWarehouse;

public sealed record Movement(string Sku, string Warehouse, int Delta);

/// <summary>Dictionaries and sets that are used by key.</summary>
public sealed class StockByWarehouseWorkflow
{
    [Workflow]
    public async Task<Dictionary<string, int>> RunAsync(List<Movement> movements)
    {
        var stock = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        foreach (var (sku, warehouse, delta) in movements)
        {
            stock[sku] = stock.GetValueOrDefault(sku) + delta;
            if (!seen.Add((sku, warehouse)))
                continue;
            await TouchAsync(sku, warehouse);
        }

        if (stock.TryGetValue("A-1", out var left) && left < 10)
            await ReorderAsync("A-1", 100 - left);
        if (stock.Values.Any(v => v < 0) || seen.Contains(("A-1", "north")))
            await AuditAsync(stock.Count, stock.Values.Sum());

        foreach (var sku in stock.Keys.Order(StringComparer.Ordinal))
            await ReportAsync(sku, stock[sku]);
        return stock;
    }

    [Step] private static Task TouchAsync(string sku, string warehouse) => Task.CompletedTask;

    [Step] private static Task ReorderAsync(string sku, int count) => Task.CompletedTask;

    [Step] private static Task AuditAsync(int skus, int total) => Task.CompletedTask;

    [Step] private static Task ReportAsync(string sku, int count) => Task.CompletedTask;
}

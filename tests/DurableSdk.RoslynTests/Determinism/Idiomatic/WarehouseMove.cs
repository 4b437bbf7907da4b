namespace Idiomatic.WarehouseMove;

public sealed record Crate(string Id, string From, string To, int Weight);

public sealed class WarehouseMoveWorkflow
{
    [Workflow(Timeout = "7d")]
    public async Task<string> RunAsync(IReadOnlyList<Crate> crates)
    {
        var heavy = crates.Where(crate => crate.Weight > 100).OrderBy(crate => crate.Id, StringComparer.Ordinal).ToList();
        var moved = 0;
        try
        {
            await Durable.ForEachAsync(heavy, 2, async crate =>
            {
                await MoveAsync(crate);
                moved++;
            });
            var weights = await Durable.ForEachAsync(crates.Except(heavy).ToList(), maxParallel: 20, crate => MoveAsync(crate));
            return $"{moved} heavy, {weights.Sum()} kg of others";
        }
        catch (OperationCanceledException)
        {
            await Durable.Shield(async () =>
            {
                await LockGatesAsync();
                await Durable.Sleep(TimeSpan.FromMinutes(5));
                await ReportAsync(moved);
            });
            throw;
        }
    }

    [Step] private static Task<int> MoveAsync(Crate crate) => Task.FromResult(crate.Weight);

    [Step] private static Task LockGatesAsync() => Task.CompletedTask;

    [Step] private static Task ReportAsync(int moved) => Task.CompletedTask;
}

namespace DurableSdk.GalleryTests.Memory;

public enum Size
{
    Small,
    Large,
}

public sealed record Desk(string Room, Size Size, decimal Price, DateTimeOffset At, Desk? Neighbour);

/// <summary>Steps that give this and that, and a last one that waits, so that all before comes from the log when a crash has cut it.</summary>
public sealed class TypesWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var number = await NumberAsync();
        var nothing = await NothingAsync();
        var desk = await DeskAsync();
        var list = await ListAsync();
        var byName = await ByNameAsync();
        var pair = await PairAsync();
        await DoAsync();
        await Durable.Sleep(TimeSpan.FromHours(1));
        return $"{number} {nothing ?? "null"} {desk} {string.Join('+', list)} {byName["b"]} {pair}";
    }

    [Step]
    private ValueTask<long> NumberAsync() => ValueTask.FromResult(1L << 40);

    [Step]
    private Task<string?> NothingAsync() => Task.FromResult<string?>(null);

    [Step]
    private Task<Desk> DeskAsync() =>
        Task.FromResult(new Desk("7b", Size.Large, 249.90m, DateTimeOffset.UnixEpoch, new Desk("7b", Size.Small, 1, DateTimeOffset.UnixEpoch, null)));

    [Step]
    private Task<IReadOnlyList<int>> ListAsync() => Task.FromResult<IReadOnlyList<int>>([1, 2, 3]);

    [Step]
    private Task<Dictionary<string, bool>> ByNameAsync() => Task.FromResult(new Dictionary<string, bool> { ["a"] = false, ["b"] = true });

    [Step]
    private Task<(Guid Id, TimeSpan Age)> PairAsync() => Task.FromResult((Guid.Empty, TimeSpan.FromMinutes(5)));

    [Step]
    private Task DoAsync() => Task.CompletedTask;
}

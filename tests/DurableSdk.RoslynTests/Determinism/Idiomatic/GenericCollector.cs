namespace Idiomatic.GenericCollector;

/// <summary>A generic class around steps of its workflow.</summary>
public sealed class Collector<T>(int most)
    where T : IComparable<T>
{
    private readonly SortedSet<T> _items = [];

    public bool IsFull => _items.Count >= most;

    public IReadOnlyCollection<T> Items => _items;

    public Collector<T> Add(T item)
    {
        if (!IsFull)
            _items.Add(item);
        return this;
    }
}

public sealed class GenericCollectorWorkflow
{
    [Workflow]
    public async Task<List<int>> RunAsync(int most)
    {
        var collector = new Collector<int>(most);
        for (var i = 0; !collector.IsFull && i < 1000; i++)
            collector.Add(await DrawAsync(i));
        return collector.Items.ToList();
    }

    [Step] private static Task<int> DrawAsync(int seed) => Task.FromResult(Random.Shared.Next(seed + 1));
}

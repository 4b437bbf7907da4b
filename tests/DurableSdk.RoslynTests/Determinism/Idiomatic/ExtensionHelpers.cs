namespace Idiomatic.ExtensionHelpers;

public static class ListExtensions
{
    public static IEnumerable<(T First, T Second)> Pairwise<T>(this IEnumerable<T> items)
    {
        var isFirst = true;
        T last = default!;
        foreach (var item in items)
        {
            if (!isFirst)
                yield return (last, item);
            (last, isFirst) = (item, false);
        }
    }

    public static async Task<List<T>> WhereAsync<T>(this IEnumerable<T> items, Func<T, Task<bool>> keep)
    {
        var kept = new List<T>();
        foreach (var item in items)
        {
            if (await keep(item))
                kept.Add(item);
        }

        return kept;
    }
}

public sealed class ExtensionHelpersWorkflow
{
    [Workflow]
    public async Task<double> RunAsync(double[] heights)
    {
        var known = await heights.WhereAsync(async h => h > 0 && await IsMeasuredAsync(h));
        return known.Pairwise().Sum(p => Math.Max(0, p.Second - p.First));
    }

    [Step] private static Task<bool> IsMeasuredAsync(double height) => Task.FromResult(true);
}

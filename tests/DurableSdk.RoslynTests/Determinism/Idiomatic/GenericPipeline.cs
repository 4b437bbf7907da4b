namespace Idiomatic.GenericPipeline;

public interface IStage<in TIn, TOut>
{
    Task<TOut> RunAsync(TIn input);
}

/// <summary>Generic helpers over steps.</summary>
public sealed class GenericPipelineWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(string text)
    {
        var words = await ThenAsync(SplitAsync(text), parts => Task.FromResult(parts.Where(p => p.Length > 0).ToList()));
        var lengths = await MapAsync(words, LengthAsync);
        return Fold(lengths, 0, (sum, length) => sum + length);
    }

    private static async Task<TOut> ThenAsync<TIn, TOut>(Task<TIn> first, Func<TIn, Task<TOut>> next) => await next(await first);

    private static async Task<IReadOnlyList<TOut>> MapAsync<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, Task<TOut>> map)
        where TIn : notnull
    {
        var results = new List<TOut>();
        foreach (var item in items)
            results.Add(await map(item));
        return results;
    }

    private static TState Fold<T, TState>(IEnumerable<T> items, TState state, Func<TState, T, TState> add)
    {
        foreach (var item in items)
            state = add(state, item);
        return state;
    }

    private static Task<int> LengthAsync(string word) => word.Length > 100 ? Task.FromResult(100) : MeasureAsync(word);

    [Step] private static Task<string[]> SplitAsync(string text) => Task.FromResult(text.Split(' '));

    [Step] private static Task<int> MeasureAsync(string word) => Task.FromResult(word.Length);
}

namespace Idiomatic.TupleResults;

/// <summary>Tuples, deconstruction, discards and swaps.</summary>
public sealed class TupleResultsWorkflow
{
    [Workflow]
    public async Task<(int Low, int High, string Text)> RunAsync(int[] numbers)
    {
        var (low, high) = (int.MaxValue, int.MinValue);
        foreach (var number in numbers)
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        if (low > high)
            (low, high) = (high, low);
        var (text, _) = await DescribeAsync(low, high);
        _ = await NoteAsync(text);
        return (low, high, text);
    }

    [Step] private static Task<(string Text, int Length)> DescribeAsync(int low, int high) => Task.FromResult(($"{low}..{high}", 1));

    [Step] private static Task<bool> NoteAsync(string text) => Task.FromResult(true);
}

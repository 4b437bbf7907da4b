namespace Idiomatic.LazyValues;

/// <summary>Lazy, closures, nullable values and default arguments.</summary>
public sealed class LazyValuesWorkflow
{
    private int _calls;

    [Workflow]
    public async Task<string> RunAsync(string text, int? limit = null, string separator = ", ")
    {
        var expensive = new Lazy<string>(() => string.Join(separator, text.Distinct().Order()));
        var count = 0;
        Action add = () => count++;
        for (var i = 0; i < (limit ?? 3); i++)
        {
            add();
            _calls += count;
            if (await IsEnoughAsync(i))
                break;
        }

        return _calls > 5 ? expensive.Value : await Task.FromResult(text);
    }

    [Step] private static Task<bool> IsEnoughAsync(int round) => Task.FromResult(round > 1);
}

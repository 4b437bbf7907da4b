namespace Idiomatic.OptionsAsArgument;

public sealed record ImportOptions
{
    public int PageSize { get; init; } = 50;

    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    public bool SkipsErrors { get; init; }

    public string[] Tables { get; init; } = [];
}

/// <summary>Settings are passed when the run is started, so that they are recorded with it.</summary>
public sealed class OptionsAsArgumentWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(ImportOptions options)
    {
        var errors = 0;
        foreach (var table in options.Tables)
        {
            try
            {
                await ImportAsync(table, options.PageSize);
            }
            catch (InvalidOperationException) when (options.SkipsErrors)
            {
                errors++;
            }

            await Durable.Sleep(options.Pause);
        }

        return errors;
    }

    [Step] private static Task ImportAsync(string table, int pageSize) => Task.CompletedTask;
}

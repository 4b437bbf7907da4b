namespace DurableSdk.GalleryTests.Memory;

/// <summary>Three branches at once, and what became of each; then a last step.</summary>
public sealed class BranchesWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        Task<string>[] branches = [BranchAsync("north"), BranchAsync("east"), BranchAsync("south")];
        string outcome;
        try
        {
            outcome = string.Join(", ", await Task.WhenAll(branches));
        }
        catch (NoRoadException e)
        {
            outcome = $"{e.Message}; {string.Join(", ", branches.Where(branch => branch.IsCompletedSuccessfully).Select(branch => branch.Result))}";
        }

        return await ReportAsync(outcome);
    }

    [Step(NonRetryable = [typeof(NoRoadException)])]
    public Task<string> BranchAsync(string to) => to == "east" ? throw new NoRoadException("no road east") : Task.FromResult(to);

    [Step]
    public Task<string> ReportAsync(string outcome) => Task.FromResult(outcome);
}

public sealed class NoRoadException(string message, Exception? innerException = null) : Exception(message, innerException);

namespace DurableSdk.TestingTests.Workflows;

/// <summary>Two branches that append to one text: the order is anybody's.</summary>
public sealed class RaceWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var text = "";
        await Task.WhenAll(AddAsync("a"), AddAsync("b"));
        return text;

        async Task AddAsync(string one)
        {
            var letter = await LetterAsync(one);
            text += letter;
        }
    }

    [Step]
    public Task<string> LetterAsync(string letter) => Task.FromResult(letter);
}

using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Samples;

/// <summary>The README of the web shop is typed in line by line, by bash and curl, and shows what it says.</summary>
[Category("Samples")]
public sealed class WebShopReadmeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private TestDirectory _directory = null!;
    private ShopProcess? _shop;

    [SetUp]
    public void SetUp()
    {
        Unix.Require();
        _directory = new TestDirectory();
    }

    [TearDown]
    public void TearDown()
    {
        _shop?.Dispose();
        _directory?.Dispose();
    }

    [Test]
    public async Task Every_line_of_the_readme_shows_what_stands_below_it()
    {
        var steps = ReadmeStep.In(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "WebShop.md")));
        Assert.That((steps.Count(step => step.Starts), steps.Count(step => step.Kills)), Is.EqualTo((3, 2)), "Each kill is followed by a start.");
        foreach (var step in steps)
        {
            if (step.Starts)
                await StartAsync();
            else
                await TypeAsync(step);
            if (step.Kills)
                await _shop!.EndsAsync();
        }
    }

    /// <summary>The lines are typed as they are: curl is told where the address that the README knows really leads.</summary>
    private async Task StartAsync()
    {
        _shop?.Dispose();
        _shop = await ShopProcess.StartAsync(_directory);
        await File.WriteAllTextAsync(_directory[".curlrc"], $"connect-to = \"localhost:5080:{_shop.Http.BaseAddress!.Authority}\"\nnoproxy = \"*\"\n");
    }

    /// <summary>Who only looks does so until it is as shown: a person takes a moment between two lines.</summary>
    private async Task TypeAsync(ReadmeStep step)
    {
        using var patience = new CancellationTokenSource(Patience);
        var said = await RunAsync(step);
        while (step.Looks && !step.IsShown(said) && !patience.IsCancellationRequested)
        {
            await Task.Delay(50);
            said = await RunAsync(step);
        }

        Assert.That(step.IsShown(said), () => $"$ {step.Command}\n{said}\ninstead of\n{step.Output}\n{_shop}");
    }

    private async Task<string> RunAsync(ReadmeStep step)
    {
        using var bash = ChildProcess.Start("bash", ["-c", step.Command], _directory.Path, new Dictionary<string, string?> { ["CURL_HOME"] = _directory.Path });
        await bash.SucceedsAsync();
        return bash.Output;
    }
}

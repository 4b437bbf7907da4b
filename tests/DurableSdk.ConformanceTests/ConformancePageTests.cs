namespace DurableSdk.ConformanceTests;

/// <summary>The page of the documentation is made from the cases.</summary>
internal sealed class ConformancePageTests
{
    private const string Update = "DURABLE_UPDATE_DOCS";

    [Test]
    public async Task Page_says_what_the_cases_say()
    {
        var page = ConformancePage.Write([.. CaseList.Unsafe], [.. CaseList.Safe]);
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(ConformancePage.Path, page);
        var written = File.Exists(ConformancePage.Path) ? await File.ReadAllTextAsync(ConformancePage.Path) : "";
        Assert.That(
            written.ReplaceLineEndings("\n"),
            Is.EqualTo(page.ReplaceLineEndings("\n")),
            $"The cases were changed. Run this test with {Update}=1, which writes the page anew, and read the difference.");
    }
}

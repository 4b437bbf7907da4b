using System.Text.RegularExpressions;

namespace DurableSdk.DocsTests;

public sealed partial class ErrorPageTests
{
    private static readonly string Directory = Path.Combine(Repository.Root, "docs", "errors");

    private static readonly IReadOnlyCollection<string> Pages =
        [.. Repository.Files(Directory, "DS*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Test]
    public void Every_code_of_the_source_has_a_page_and_every_page_a_code()
    {
        var codes = Repository.Files(Path.Combine(Repository.Root, "src"), "*.cs")
            .SelectMany(path => CodeInString().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value));
        Assert.That(Pages, Is.EquivalentTo(codes.Distinct()));
    }

    [Test]
    public void Every_page_is_listed_with_its_title_in_order()
    {
        var listed = Listed().Matches(File.ReadAllText(Path.Combine(Directory, "README.md"))).Select(match => match.Groups[1].Value);
        Assert.That(listed, Is.EqualTo(Pages));
    }

    [TestCaseSource(nameof(Pages))]
    public void Page_has_its_title_and_an_example_that_begins_with_the_code(string code)
    {
        var path = Path.Combine(Directory, code + ".md");
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(path), Does.StartWith($"# {code}: "));
            Assert.That(Block.In(path).Single(block => block.Info == "text").Text, Does.StartWith($"{code}: "));
        });
    }

    [GeneratedRegex("\"(DS[0-9]{4})")]
    private static partial Regex CodeInString();

    [GeneratedRegex(@"^\| \[(DS[0-9]{4})\]\(\1\.md\) \|", RegexOptions.Multiline)]
    private static partial Regex Listed();
}

using System.Text.RegularExpressions;

namespace DurableSdk.DocsTests;

public sealed partial class LinkTests
{
    private static IEnumerable<TestCaseData> Files => Repository.Markdown.Select(path => new TestCaseData(path).SetArgDisplayNames(Repository.Name(path)));

    [TestCaseSource(nameof(Files))]
    public void Relative_links_resolve(string path)
    {
        var text = InlineCode().Replace(Fenced().Replace(File.ReadAllText(path), ""), "");
        var broken = Link().Matches(text).Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, Uri.UnescapeDataString(target))));
        Assert.That(broken, Is.Empty);
    }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`\n]*`(?!\\])")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}

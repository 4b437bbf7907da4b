using System.Runtime.CompilerServices;
using DurableSdk.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>Every rule has a page written to a person, and every page a rule.</summary>
public sealed class RulePageTests
{
    private static readonly DiagnosticDescriptor[] All = [.. new GenerationAnalyzer().SupportedDiagnostics];

    [Test]
    public void Every_rule_has_a_page_and_every_page_a_rule()
    {
        var pages = Directory.GetFiles(Folder(), "DUR0*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

        Assert.That(pages, Is.EqualTo(All.Select(r => r.Id).Order(StringComparer.Ordinal)));
    }

    [TestCaseSource(nameof(All))]
    public void Page_shows_the_wrong_line_what_would_happen_and_the_right_line(DiagnosticDescriptor rule)
    {
        var page = File.ReadAllText(Path.Combine(Folder(), rule.Id + ".md"));

        Assert.That(page, Does.StartWith($"# {rule.Id}: {rule.Title}\n"));
        Assert.That(page, Does.Contain("## What is wrong").And.Contain("## What would happen").And.Contain("## What to write"));
        Assert.That(rule.HelpLinkUri, Is.EqualTo($"docs/rules/{rule.Id}.md"));
        Assert.That(rule.DefaultSeverity, Is.EqualTo(DiagnosticSeverity.Error));
    }

    [Test]
    public void Table_is_in_order_and_complete()
    {
        var fields = typeof(DurableSdk.Generators.Rules.Rules).GetFields().Where(f => f.FieldType == typeof(DiagnosticDescriptor)).Select(f => ((DiagnosticDescriptor)f.GetValue(null)!).Id);

        Assert.That(All.Select(r => r.Id), Is.EqualTo(fields));
        Assert.That(fields, Is.Ordered.And.Unique);
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "rules");
}

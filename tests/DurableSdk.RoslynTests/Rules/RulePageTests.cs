using DurableSdk.Analyzers;
using DurableSdk.Analyzers.Contracts;
using DurableSdk.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>Every rule has a page written to a person, and every page a rule.</summary>
public sealed class RulePageTests
{
    /// <summary>Said by the build itself, of the property DurableDeterminism.</summary>
    private const string OfTheBuild = "DUR1000";

    private static readonly DiagnosticDescriptor[] Generation = [.. new GenerationAnalyzer().SupportedDiagnostics];

    private static readonly DiagnosticDescriptor[] Determinism = [.. DeterminismRules.All];

    private static readonly DiagnosticDescriptor[] All = [.. Generation, .. Determinism, .. ContractRules.All];

    [Test]
    public void Every_rule_has_a_page_and_every_page_a_rule() =>
        Assert.That(Pages.NamesIn("docs/rules", "DUR*.md"), Is.EqualTo(All.Select(r => r.Id).Append(OfTheBuild).Order(StringComparer.Ordinal)));

    [TestCaseSource(nameof(All))]
    public void Page_shows_the_wrong_line_what_would_happen_and_the_right_line(DiagnosticDescriptor rule)
    {
        var page = Pages.Read($"docs/rules/{rule.Id}.md");

        Assert.That(page, Does.StartWith($"# {rule.Id}: {rule.Title}\n"));
        Assert.That(page, Does.Contain("## What is wrong").And.Contain("## What would happen").And.Contain("## What to write"));
        Assert.That(rule.HelpLinkUri, Is.EqualTo($"docs/rules/{rule.Id}.md"));
    }

    [TestCaseSource(nameof(Generation))]
    public void Rule_of_generation_is_an_error(DiagnosticDescriptor rule) => Assert.That(rule.DefaultSeverity, Is.EqualTo(DiagnosticSeverity.Error));

    [TestCaseSource(nameof(Determinism))]
    public void Page_of_determinism_tells_the_first_run_from_the_one_after_a_crash_and_when_to_suppress(DiagnosticDescriptor rule) => Assert.That(
        Pages.Read($"docs/rules/{rule.Id}.md"), Does.Contain("\n| first run | after a crash |\n| --- | --- |\n").And.Contain("\n## When to suppress it\n"));

    [TestCase(typeof(DurableSdk.Generators.Rules.Rules))]
    [TestCase(typeof(DeterminismRules))]
    public void Table_is_in_order_and_complete(Type table)
    {
        var fields = table.GetFields().Where(f => f.FieldType == typeof(DiagnosticDescriptor)).Select(f => ((DiagnosticDescriptor)f.GetValue(null)!).Id).ToList();

        Assert.That(table == typeof(DeterminismRules) ? Determinism.Select(r => r.Id) : Generation.Select(r => r.Id), Is.EqualTo(fields));
        Assert.That(fields, Is.Ordered.And.Unique);
    }
}

using DurableSdk.Analyzers;
using DurableSdk.Analyzers.Contracts;
using DurableSdk.Analyzers.Suppressors;
using DurableSdk.CodeFixes;
using DurableSdk.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>What lists the rules is made from their descriptors.</summary>
public sealed class RuleListTests
{
    private static readonly HashSet<string> Fixed =
    [
        .. typeof(DurableCodeFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];

    [Test]
    public void Page_of_all_rules_lists_those_of_generation() =>
        Pages.Hold("docs/rules/README.md", "generation", Table(new GenerationAnalyzer().SupportedDiagnostics, ""));

    [Test]
    public void Page_of_all_rules_lists_those_of_determinism() => Pages.Hold("docs/rules/README.md", "determinism", Table(DeterminismRules.All, ""));

    [Test]
    public void Page_of_all_rules_lists_those_of_the_contract() => Pages.Hold("docs/rules/README.md", "contract", Table(ContractRules.All, ""));

    [Test]
    public void Guide_lists_the_rules_of_determinism() => Pages.Hold("docs/guide/determinism.md", "rules", Table(DeterminismRules.All, "../rules/"));

    [Test]
    public void Page_of_suppressors_lists_them() => Pages.Hold("docs/rules/suppressors.md", "suppressors",
    [
        "| id | silences | where | because |",
        "| --- | --- | --- | --- |",
        .. SuppressionTable.All.Select(r =>
            $"| {r.Descriptor.Id} | {r.Descriptor.SuppressedDiagnosticId} | {Where(r.Scope)} | {r.Descriptor.Justification} |"),
    ]);

    [Test]
    public void Suppressors_are_in_order_and_silence_a_rule_once_each()
    {
        var ids = SuppressionTable.All.Select(r => r.Descriptor.Id).ToList();

        Assert.That(ids, Is.EqualTo(Enumerable.Range(1, ids.Count).Select(i => $"DURS{i:0000}")));
        Assert.That(SuppressionTable.All.Select(r => r.Descriptor.SuppressedDiagnosticId), Is.Unique);
    }

    [Test]
    public void Strict_makes_every_rule_of_determinism_an_error()
    {
        var lines = Pages.Read("src/DurableSdk/build/DurableSdk.strict.globalconfig").Split('\n').Where(line => line.StartsWith("dotnet_", StringComparison.Ordinal));

        Assert.That(lines, Is.EqualTo(DeterminismRules.All.Select(r => $"dotnet_diagnostic.{r.Id}.severity = error")));
    }

    private static IEnumerable<string> Table(IEnumerable<DiagnosticDescriptor> rules, string folder) =>
    [
        "| rule | severity | fix | what it says |",
        "| --- | --- | --- | --- |",
        .. rules.Select(r => $"| [{r.Id}]({folder}{r.Id}.md) | {Severity(r)} | {(Fixed.Contains(r.Id) ? "yes" : "")} | {r.Title} |"),
    ];

    private static string Where(SuppressionScope scope) => scope switch
    {
        SuppressionScope.StepCall => "calls of steps",
        SuppressionScope.Declaration => "declarations of steps, workflows and handlers",
        _ => "workflow code",
    };

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity == DiagnosticSeverity.Info ? "information" : rule.DefaultSeverity.ToString().ToLowerInvariant();
}

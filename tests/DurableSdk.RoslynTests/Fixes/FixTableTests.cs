using System.Reflection;
using DurableSdk.Analyzers;
using DurableSdk.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>An editor finds the fixes by their attribute, and by the ids of rules.</summary>
public sealed class FixTableTests
{
    [Test]
    public void Fix_is_exported_and_shared() => Assert.That(
        FixSolution.All.Select(f => f.GetType()).Where(t => t.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages.Single() != LanguageNames.CSharp
            || t.GetCustomAttribute<System.Composition.SharedAttribute>() is null),
        Is.Empty);

    [Test]
    public void Fix_is_for_rules_that_exist() => Assert.That(
        FixSolution.All.SelectMany(f => f.FixableDiagnosticIds).Distinct(),
        Is.SubsetOf(DeterminismRules.All.Concat(Generators.Rules.Rules.All).Concat(Analyzers.Contracts.ContractRules.All).Select(r => r.Id)));

    [Test]
    public void Fix_all_works_on_documents_projects_and_solutions() => Assert.That(
        FixSolution.All.Select(f => f.GetFixAllProvider().GetSupportedFixAllScopes()),
        Is.All.EquivalentTo(new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution }));

    [Test]
    public void No_other_type_of_the_assembly_is_seen_by_users() => Assert.That(typeof(DurableCodeFix).Assembly.GetExportedTypes(), Is.Empty);
}

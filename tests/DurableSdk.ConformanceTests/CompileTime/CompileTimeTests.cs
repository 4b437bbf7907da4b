using DurableSdk.ConformanceTests.Cases;
using Microsoft.CodeAnalysis;

namespace DurableSdk.ConformanceTests.CompileTime;

/// <summary>What the analyzers say of the sources of the cases is what the cases say that they say.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class CompileTimeTests
{
    private ILookup<string, Diagnostic> _found = null!;

    [OneTimeSetUp]
    public async Task AnalyzeAsync()
    {
        var compilation = CaseProject.Compile();
        Assert.That(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error), Is.Empty, "the cases compile");
        _found = await CaseProject.AnalyzeAsync(compilation);
    }

    [TestCaseSource(typeof(CaseList), nameof(CaseList.All))]
    public void Case_is_found_by_the_rules_that_it_names(Case subject)
    {
        var found = _found[subject.Name].ToList();
        Assert.That(found.Select(d => d.Id).Distinct(), Is.EquivalentTo(subject.CompileTime), () => string.Join(Environment.NewLine, found));
    }

    [Test]
    public void Nothing_but_the_cases_is_found() =>
        Assert.That(_found.Where(group => CaseList.All.All(one => one.Name != group.Key)).SelectMany(group => group), Is.Empty);
}

using DurableSdk.ConformanceTests.Cases;

namespace DurableSdk.ConformanceTests;

/// <summary>Nothing unsafe passes in silence, and nothing safe is suspected. That the cases say the truth of it is tested elsewhere.</summary>
internal sealed class ReachTests
{
    private const int LastRule = 1035;

    /// <summary>Rules of the project's own list of banned APIs: what happens is up to what it lists.</summary>
    private static readonly string[] NotOfTheBaseLibrary = ["DUR1030", "DUR1032"];

    [TestCaseSource(typeof(CaseList), nameof(CaseList.Unsafe))]
    public void Unsafe_case_is_found_by_compiler_or_engine(UnsafeCase subject) =>
        Assert.That(subject.CompileTime.Concat(subject.FirstRun).Concat(subject.Replay), Is.Not.Empty);

    [TestCaseSource(typeof(CaseList), nameof(CaseList.Safe))]
    public void Safe_case_is_found_by_neither(SafeCase subject) =>
        Assert.That(subject.CompileTime.Concat(subject.FirstRun).Concat(subject.Replay), Is.Empty);

    [Test]
    public void Every_rule_has_a_case_that_shows_what_happens_when_it_is_suppressed()
    {
        var rules = Enumerable.Range(1001, LastRule - 1000).Select(number => $"DUR{number}").Except(NotOfTheBaseLibrary);
        Assert.That(rules.Except(CaseList.Unsafe.SelectMany(one => one.CompileTime)), Is.Empty);
    }

    [Test]
    public void Case_says_of_each_rule_and_error_once() => Assert.Multiple(() =>
    {
        foreach (var subject in CaseList.All)
            Assert.That(subject.CompileTime.Concat(subject.FirstRun).Concat(subject.Replay), Is.Unique, subject.Name);
    });
}

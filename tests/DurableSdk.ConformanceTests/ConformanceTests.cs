using DurableSdk.ConformanceTests.Cases;

namespace DurableSdk.ConformanceTests;

/// <summary>What really happens, on the real engine, is what each case says.</summary>
internal sealed class ConformanceTests
{
    [TestCaseSource(typeof(CaseList), nameof(CaseList.All))]
    public async Task Case_happens_as_it_says(Case subject)
    {
        var lab = new Lab(subject);
        await subject.ProveAsync(lab);
        Assert.Multiple(() =>
        {
            AssertSaid("first run", lab.FirstRun, subject.FirstRun, alsoAllowed: []);
            AssertSaid("replay", lab.Replay, subject.Replay, alsoAllowed: subject.FirstRun);
        });
    }

    private static void AssertSaid(string when, IReadOnlyList<string> said, IReadOnlyList<string> declared, IReadOnlyList<string> alsoAllowed)
    {
        Assert.That(said.Distinct(), Is.SubsetOf(declared.Concat(alsoAllowed)), $"{when}: the engine says no more than the case");
        if (declared.Count > 0)
            Assert.That(said.Intersect(declared), Is.Not.Empty, $"{when}: the engine says what the case does");
    }
}

using System.Reflection;
using System.Runtime.Loader;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism.Payloads;

/// <summary>
/// DUR1022 against the real serialiser: an instance of every type that the rule reports comes back different or not at all, and an
/// instance of every type that it is silent about comes back as it was.
/// </summary>
public sealed class PayloadRuleTests
{
    private static readonly IReadOnlyList<PayloadCase> Cases = [.. LostCases.All, .. KeptCases.All];

    private static readonly Lazy<(Assembly Assembly, ILookup<string, string> Said)> Compiled = new(Compile, LazyThreadSafetyMode.ExecutionAndPublication);

    [TestCaseSource(nameof(Numbers))]
    public void Type_is_reported_exactly_where_it_does_not_come_back(int number, string name)
    {
        var said = Compiled.Value.Said[$"Case{number}.cs"].ToList();
        var happened = (string)Compiled.Value.Assembly.GetType($"Case{number}.Flow", throwOnError: true)!.GetMethod("RoundTrip")!.Invoke(null, null)!;

        var expected = Cases[number].Said;
        Assert.Multiple(() =>
        {
            Assert.That(said, Has.Count.EqualTo(expected.Length), () => string.Join("\n", said));
            Assert.That(expected.Where(e => !said.Any(s => s.Contains(e, StringComparison.Ordinal))), Is.Empty, () => string.Join("\n", said));
            Assert.That(happened, expected.Length == 0 ? Is.EqualTo("same") : Does.StartWith("lost: ").Or.StartsWith("throws: "));
        });
    }

    private static IEnumerable<TestCaseData> Numbers() => Cases.Select((c, i) => new TestCaseData(i, c.Name).SetArgDisplayNames(c.Name));

    private static (Assembly Assembly, ILookup<string, string> Said) Compile()
    {
        var project = Project.OfFiles("App", [.. Cases.Select((c, i) => ($"Case{i}.cs", c.Source(i)))]);
        var said = project.AnalyzeDeterminism().Where(d => d.Id == "DUR1022");
        using var image = new MemoryStream();
        Assert.That(project.Compilation.Emit(image).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()), Is.Empty);
        image.Position = 0;
        return (new AssemblyLoadContext("payloads", isCollectible: true).LoadFromStream(image), said.ToLookup(d => d.Location.SourceTree!.FilePath, d => d.GetMessage(null)));
    }
}

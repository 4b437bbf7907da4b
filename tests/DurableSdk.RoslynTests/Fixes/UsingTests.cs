namespace DurableSdk.RoslynTests.Fixes;

/// <summary>What a fix writes is imported where it isn't yet.</summary>
public sealed class UsingTests
{
    [TestCase("using System;\n\n", "using System;\nusing DurableSdk;\n\n")]
    [TestCase("using System;\nusing Zoo;\n\nnamespace Zoo { class Ape; }\n", "using System;\nusing DurableSdk;\nusing Zoo;\n\nnamespace Zoo { class Ape; }\n")]
    [TestCase("// header\nusing Zoo;\nusing static System.DateTime;\nnamespace Zoo { class Ape; }\n", "// header\nusing DurableSdk;\nusing Zoo;\nusing static System.DateTime;\nnamespace Zoo { class Ape; }\n")]
    [TestCase("namespace Shop;\n\nusing System;\n\n", "namespace Shop;\n\nusing System;\nusing DurableSdk;\n\n")]
    [TestCase("// header\n\n/// <summary>Tells the time.</summary>\n", "// header\n\nusing DurableSdk;\n\n/// <summary>Tells the time.</summary>\n")]
    [TestCase("", "using DurableSdk;\n\n")]
    [TestCase("namespace DurableSdk.Inner;\n", "namespace DurableSdk.Inner;\n")]
    public async Task Missing_namespace_is_imported_in_its_place(string before, string after)
    {
        using var solution = new FixSolution([("App", [
            ("Case.cs", before + Of("System.DateTime.UtcNow")),
            ("Flow.cs", "namespace Other { using DurableSdk; public class Flow { [Workflow] public async System.Threading.Tasks.Task RunAsync() { _ = " + (before.Contains("namespace Shop", StringComparison.Ordinal) ? "Shop." : before.Contains("Inner", StringComparison.Ordinal) ? "DurableSdk.Inner." : "") + "Clock.Now; } } }"),
        ])], withoutUsings: true);
        var finding = (await solution.AnalyzeAsync()).Single();
        await solution.ApplyAsync((await solution.OffersAsync(finding)).Single().Action);
        await Fixed.CompilesAsync(solution);
        Assert.That(await solution.TextAsync("Case.cs"), Is.EqualTo(after + Of("Durable.UtcNow.UtcDateTime")));
    }

    private static string Of(string expression) => "static class Clock { public static System.DateTime Now => " + expression + "; }";
}

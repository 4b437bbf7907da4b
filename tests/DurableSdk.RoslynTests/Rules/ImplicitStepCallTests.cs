using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>DUR0022 of steps that the compiler calls where nobody writes a call: no interceptor sees them.</summary>
public sealed class ImplicitStepCallTests
{
    private const string Items = " public IEnumerator<int> GetEnumerator() => throw null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!; ";
    private const string Bag = "public class Bag : IEnumerable<int> { [Step] public Task Add(int item) => Task.CompletedTask;" + Items + "}";
    private const string Plain = "public class Bag : IEnumerable<int> {" + Items + "}";
    private const string Row = "public class Row { public int Length => 3; public int this[int at] => at; [Step] public Task<int> Slice(int at, int count) => Task.FromResult(at); }";

    [TestCase("Bag bag = [1, order.Count];", Bag, new[] { "1", "order.Count" })]
    [TestCase("Bag bag = [1, .. order];", Bag, new[] { "1", ".. order" })]
    [TestCase("Fill([1]); static void Fill(Bag bag) { }", Bag, new[] { "1" })]
    [TestCase("Derived bag = [1];", Bag + " public class Derived : Bag;", new[] { "1" })]
    [TestCase("Bag bag = [1];", Plain + " public static class Bags { [Step] public static Task Add(this Bag bag, int item) => Task.CompletedTask; }", new[] { "1" })]
    [TestCase("Bag bag = [1, (byte)2];", "public class Bag : IEnumerable<int> { [Step] public Task Add(int item) => Task.CompletedTask; public void Add(byte item) { }" + Items + "}", new[] { "1" })]
    [TestCase("var part = new Row()[1..];", Row, new[] { "new Row()[1..]" })]
    [TestCase("if (new Row() is [1, .. var rest]) await rest;", Row, new[] { ".. var rest" })]
    [TestCase("Helper.Fill();", Bag + " public static class Helper { public static void Fill() { Bag bag = [1]; } }", new[] { "1" })]
    public void Step_that_nobody_writes_is_an_error(string body, string types, string[] at) => Assert.That(
        Reported(body, types).Select(d => $"{d.Id} {d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}"), Is.EqualTo(at.Select(place => $"DUR0022 {place}")));

    [TestCase("Bag bag = [];", Bag)]
    [TestCase("List<int> list = [1, .. order]; int[] array = [1]; HashSet<int> set = [1]; Span<int> span = [1];", Bag)]
    [TestCase("Bag bag = [1];", "public class Bag : IEnumerable<int> { [Step] public Task Add(string item) => Task.CompletedTask; public void Add(int item) { }" + Items + "}")]
    [TestCase("Bag bag = [1];", "[System.Runtime.CompilerServices.CollectionBuilder(typeof(Bags), \"Create\")] public class Bag : IEnumerable<int> { [Step] public Task Add(int item) => Task.CompletedTask;" + Items + "} public static class Bags { public static Bag Create(ReadOnlySpan<int> items) => new(); }")]
    [TestCase("_ = new Row()[1]; _ = new Row()[^1]; if (new Row() is [1, ..]) await new Row().Slice(1, 2); await new Bag().Add(1);", Row + Bag)]
    [TestCase("_ = order[1..]; _ = \"abc\"[1..]; if (order is [1, .. var rest]) _ = rest;", Row)]
    public void What_calls_no_step_is_silent(string body, string types) => Assert.That(Reported(body, types).Select(d => d.ToString()), Is.Empty);

    private static IReadOnlyList<Diagnostic> Reported(string body, string types)
    {
        var project = Project.Of($"public class W {{ [Workflow] public async Task RunAsync(int[] numbers) {{ await OneAsync(); var order = numbers.ToList(); {Body(body)} }} [Step] private Task OneAsync() => Task.CompletedTask; }} {types}");
        Assert.That(project.Generate().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()), Is.Empty, "the case must compile");
        return project.Analyze();
    }

    /// <summary>A list has no slices.</summary>
    private static string Body(string body) => body.Contains("order[1..]", StringComparison.Ordinal) ? body.Replace("order", "numbers", StringComparison.Ordinal) : body;
}

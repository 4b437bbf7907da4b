using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>
/// An editor gives another project of the solution as source, whose trees are no part of the compilation: the rules never throw, and say what
/// they say of a compiled one.
/// </summary>
public sealed class OtherProjectTests
{
    private static readonly CSharpCompilation Other = Project.OfFiles("Other", [("Other.cs", """
        namespace Other;
        public class Telling { protected readonly TaskCompletionSource Told = new(TaskCreationOptions.RunContinuationsAsynchronously); protected void Tell() => Told.SetResult(); }
        public sealed class Key(int a) { private readonly int _a = a; public override int GetHashCode() => HashCode.Combine(_a); public override bool Equals(object? o) => false; }
        public sealed class Line { public Guid Id { get; } = Guid.NewGuid(); public List<int> Items { get; } = new(); public int Number { get; set; } }
        public interface IPrices { Task<int> LoadAsync(); }
        public class Holding { protected readonly IPrices Prices; protected readonly Task<int> Loaded; public Holding(IPrices prices, Task<int> loaded) { Prices = prices; Loaded = loaded; } }
        public class Primary(IPrices prices, Task<int> loaded) { protected IPrices Prices { get; } = prices; protected readonly Task<int> Loaded = loaded; }
        public static class Help { public static Task WaitAsync() => Task.CompletedTask; public static int Count { get; set; } public static readonly TaskScheduler Mine = TaskScheduler.Default; }
        """)]).Generate();

    [TestCase("Told", "Tell(); await Task.WhenAll(Told.Task, OneAsync());", "Telling", "")]
    [TestCase("Hash", "await NumberAsync(new Other.Key(1).GetHashCode());", "object", "")]
    [TestCase("Payload", "await LineAsync(new Other.Line());", "object", "[Step] private static Task LineAsync(Other.Line line) => Task.CompletedTask;")]
    [TestCase("Base", "await NumberAsync(await Loaded); await Prices.LoadAsync();", "Holding(prices, loaded)", "")]
    [TestCase("Primary", "await NumberAsync(await Loaded); await Prices.LoadAsync();", "Primary(prices, loaded)", "")]
    [TestCase("Loop", "while (true) { await Other.Help.WaitAsync(); await OneAsync(); }", "object", "")]
    [TestCase("Static", "Other.Help.Count++; await OneAsync().ContinueWith(_ => 1, Other.Help.Mine);", "object", "")]
    public void Code_of_another_project_is_seen_as_compiled(string name, string body, string baseType, string members)
    {
        var source = $$"""
            using Other;
            public sealed class CaseWorkflow(IPrices prices, Task<int> loaded) : {{baseType}}
            {
                [Workflow] public async Task RunAsync() { await OneAsync(); {{body}} }
                [Step] private Task OneAsync() => Task.CompletedTask;
                [Step] private static Task<int> NumberAsync(int number) => Task.FromResult(number);
                {{members}}
            }
            """;

        var inEditor = Find(source, Other.ToMetadataReference());

        using var compiled = new MemoryStream();
        Assert.That(Other.Emit(compiled).Success, name);
        compiled.Position = 0;
        Assert.That(inEditor, Is.EqualTo(Find(source, MetadataReference.CreateFromStream(compiled))), name);
    }

    private static IEnumerable<string> Find(string source, MetadataReference other)
    {
        var project = Project.OfFiles("App", [("Case.cs", source)]).With([other]);
        Assert.That(project.Generate().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error), Is.Empty, "the case must compile");
        return project.AnalyzeDeterminism().Select(d => d.ToString());
    }
}

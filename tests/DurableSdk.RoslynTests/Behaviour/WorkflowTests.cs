using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Payloads;
using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Definitions of workflows of every shape.</summary>
public sealed class WorkflowTests
{
    [TestCase("public class W { [Workflow] public Task<string> RunAsync(int a) => Task.FromResult($\"{a}\"); }", "W 1 W.RunAsync instance")]
    [TestCase("public class W { [Workflow(Name = \"Named\", Version = 4)] internal async ValueTask<string> RunAsync(int a) { await Task.Yield(); return $\"{a}\"; } }", "Named 4 W.RunAsync instance")]
    [TestCase("public static class W { [Workflow] public static Task<string> RunAsync(int a, CancellationToken cancel) => Task.FromResult($\"{a}\"); }", "W 1 W.RunAsync static cancel")]
    [TestCase("public static class W { [Workflow] private static Task<string> RunAsync(int a, CancellationToken cancel = default) => Task.FromResult($\"{a}\"); }", "W 1 W.RunAsync static cancel")]
    [TestCase("public class W { [Workflow] private Task<string> RunAsync(int a) => Task.FromResult($\"{a}\"); }", "W 1 W.RunAsync instance")]
    [TestCase("public class O { public class W { [Workflow] private Task<string> RunAsync(int a) => Task.FromResult($\"{a}\"); } }", "W 1 W.RunAsync instance")]
    public async Task Definition_names_and_invokes_the_method(string source, string expected)
    {
        var manifest = ManifestOf(source);

        var definition = (WorkflowDefinition<ValueTuple<int>, string>)manifest.Workflows.Single();
        var target = definition.Service is { } type ? Activator.CreateInstance(type) : null;
        Assert.That(
            $"{definition.Key.Name} {definition.Key.Version} {definition.Method} {(target is null ? "static" : "instance")}{(definition.TakesCancellation ? " cancel" : "")}",
            Is.EqualTo(expected));
        Assert.That(await definition.Invoke(target, new(5), CancellationToken.None), Is.EqualTo("5"));
        Assert.That(definition.Arguments.Names, Is.EqualTo(["a"]));
    }

    [TestCase("Task")]
    [TestCase("ValueTask")]
    public async Task Workflow_without_a_result_gives_a_unit(string type)
    {
        var manifest = ManifestOf($"public class W {{ [Workflow] public async {type} RunAsync() => await Task.Yield(); }}");

        var definition = (WorkflowDefinition<ValueTuple, Unit>)manifest.Workflows.Single();
        Assert.That(await definition.Invoke(Activator.CreateInstance(definition.Service!), default, CancellationToken.None), Is.EqualTo(default(Unit)));
    }

    [TestCase("WaitForSignal")]
    [TestCase("@WaitForSignal")]
    [TestCase("WaitFor\\u0053ignal")]
    public void Wait_for_a_signal_is_found_however_its_name_is_written(string name)
    {
        var manifest = ManifestOf($"public class W {{ [Workflow] public Task<int> RunAsync() => Durable.{name}<int>(\"go\"); }}");

        Assert.That(manifest.Workflows.Single().Signals.Select(s => s.Name), Is.EqualTo(["go"]));
    }

    [TestCase("public static class Help { public static Task<int> WaitAsync() => Durable.WaitForSignal<int>(\"go\"); }", true)]
    [TestCase("public class Other { [Workflow] public Task<int> RunAsync() => Durable.WaitForSignal<int>(\"go\"); }", false)]
    [TestCase("public static class Help { public static Task WaitAsync() => Durable.Sleep(TimeSpan.Zero); }", false)]
    public void Workflow_may_wait_for_any_signal_where_a_referenced_assembly_waits(string library, bool expected)
    {
        const string Source = "public class W { [Workflow] public Task RunAsync() => Task.CompletedTask; }";
        var inner = Project.OfFiles("Inner", ("Inner.cs", library)).Build();
        var outer = Project.OfFiles("Outer", ("Outer.cs", "public static class Outer;")).With(Program.ReferenceTo(inner)).Build();

        foreach (var (reference, others) in new[] { (inner, Array.Empty<byte[]>()), (outer, [inner]) })
        {
            var assembly = Program.Load(Project.Of(Source).With(Program.ReferenceTo(reference)), [reference, .. others]);
            var manifest = (DurableManifest)Activator.CreateInstance(assembly.GetType("DurableSdk.Generated.App.Manifest")!)!;
            Assert.That(manifest.Workflows.Single().TakesOtherSignals, Is.EqualTo(expected));
        }
    }

    [TestCase("List<T>")]
    [TestCase("T[]")]
    [TestCase("(T, int)")]
    [TestCase("Envelope<T>.Part")]
    public void Signal_whose_type_is_open_is_one_of_others(string type)
    {
        var manifest = ManifestOf($$"""
            public class Envelope<T> { public class Part; }
            public class W { [Workflow] public Task RunAsync() => WaitAsync<int>(); private Task<{{type}}> WaitAsync<T>() => Durable.WaitForSignal<{{type}}>("go"); }
            """);

        Assert.That(manifest.Workflows.Single().Signals, Is.Empty);
        Assert.That(manifest.Workflows.Single().TakesOtherSignals);
    }

    [Test]
    public void Manifest_lists_workflows_by_name_and_version()
    {
        var manifest = ManifestOf("""
            public class B { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public class A2 { [Workflow(Name = "A", Version = 2)] public Task RunAsync() => Task.CompletedTask; }
            public class A { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public class Many { [Workflow(Name = "C")] public Task OneAsync() => Task.CompletedTask; [Workflow(Name = "D")] public Task TwoAsync(int a) => Task.CompletedTask; }
            """);

        Assert.That(manifest.Workflows.Select(w => w.Key.ToString()), Is.EqualTo(manifest.Workflows.Select(w => w.Key.ToString()).Order()));
        Assert.That(manifest.Workflows.Select(w => w.Key.Name + w.Key.Version), Is.EqualTo(["A1", "A2", "B1", "C1", "D1"]));
    }

    [Test]
    public void Mark_names_the_steps()
    {
        var assembly = Program.Load(Project.Of("""
            public interface IB { [Step] Task ZAsync(); }
            public class A { [Step] public Task BAsync() => Task.CompletedTask; [Step] private Task BAsync(int a) => Task.CompletedTask; [Step] internal static Task AAsync() => Task.CompletedTask; }
            """));

        var mark = (DurableManifestAttribute)assembly.GetCustomAttributes(typeof(DurableManifestAttribute), false).Single();
        Assert.That(mark.Steps, Is.EqualTo(["AAsync", "BAsync", "ZAsync"]));
    }

    internal static DurableManifest ManifestOf(string source) =>
        (DurableManifest)Activator.CreateInstance(Program.Load(Project.Of(source)).GetType("DurableSdk.Generated.App.Manifest", throwOnError: true)!)!;
}

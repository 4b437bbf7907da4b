using System.Text;
using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Payloads;
using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Definitions of workflows of every shape.</summary>
public sealed class WorkflowTests
{
    private static readonly PayloadSerializer Serializer = new(PayloadSerializer.CreateOptions());

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
    public async Task Members_of_a_base_class_stand_beside_those_of_the_class()
    {
        var manifest = ManifestOf("""
            public abstract class Root { public string Log = ""; [Signal(Name = "root")] private void Put(long number) => Log += "r"; }
            public abstract class Base : Root
            {
                [Signal(Name = "base")] public void Put(string text) => Log += "b";
                [Query] public int Count(int x) => 1;
                [Update] public int Add(string x) => 1;
                [Update(Validate = nameof(Can))] private int Take(string x) => 1;
                private string? Can(string x) => "base";
            }
            public class W : Base
            {
                [Workflow] public Task<string> RunAsync() => Task.FromResult(Log);
                [Signal(Name = "own")] public void Put(int number) => Log += "o";
                [Query(Name = "own count")] public int Count(string x) => 2;
                [Update(Name = "own add")] public int Add(int x) => 2;
                [Update(Name = "own take", Validate = nameof(Can))] private int Take(int x) => 2;
                private string? Can(int x) => "own";
            }
            """);

        var workflow = manifest.Workflows.Single();
        var target = Activator.CreateInstance(workflow.Service!);
        foreach (var (signal, arguments) in workflow.Signals.Zip(["[\"x\"]", "[1]", "[2]"]))
            await signal.HandleAsync(target, Json(arguments), Serializer);
        Assert.That(await ((WorkflowDefinition<ValueTuple, string>)workflow).Invoke(target, default, CancellationToken.None), Is.EqualTo("bor"));
        Assert.That(workflow.Signals.Select(s => s.Name), Is.EqualTo(["base", "own", "root"]));
        Assert.That(workflow.Queries.Select(q => q.Name), Is.EqualTo(["Count", "own count"]));
        Assert.That(workflow.Updates.Select(u => u.Name), Is.EqualTo(["Add", "Take", "own add", "own take"]));
    }

    [Test]
    public async Task Hidden_members_of_a_generic_base_class_are_reached()
    {
        var manifest = ManifestOf("""
            public abstract class Outer<T> where T : class
            {
                public abstract class Base<U>
                {
                    protected string Log = "";
                    [Signal] protected void Put(T item, List<U> more) => Log += $"{item}{more.Count}";
                    [Query] protected string Seen(U item) => $"{Log}{item}";
                    [Update(Validate = nameof(Can))] private string Change(T item) => Log += item;
                    private bool Can(T item) => true;
                }
            }
            public class W : Outer<string>.Base<int> { [Workflow] public Task<string> RunAsync() => Task.FromResult(Log); }
            """);

        var workflow = manifest.Workflows.Single();
        var target = Activator.CreateInstance(workflow.Service!);
        await workflow.Signals.Single().HandleAsync(target, Json("[\"a\",[1,2]]"), Serializer);
        Assert.That(workflow.Updates.Single().Validation(Json("[\"b\"]"), Serializer)(target), Is.Null);
        Assert.That(Text(await workflow.Updates.Single().HandleAsync(target, Json("[\"b\"]"), Serializer)), Is.EqualTo("\"a2b\""));
        Assert.That(Text(workflow.Queries.Single().Bind(Json("[3]"), Serializer)(target)), Is.EqualTo("\"a2b3\""));
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

    [Test]
    public void Mark_names_what_other_assemblies_can_not_see()
    {
        var assembly = Program.Load(Project.Of("""
            namespace Shop;
            public class Outer { internal class W { [Workflow] public Task RunAsync() => Task.CompletedTask; } }
            public static class Plain { [Workflow(Name = "plain")] public static Task RunAsync() => Task.CompletedTask; }
            public abstract class Base<T> { [Signal] private void Put(T item) { } [Query] public int Count => 1; }
            public sealed class Last : Base<int> { [Workflow] public Task RunAsync() => Task.CompletedTask; [Query] private int Sum => 1; }
            """));

        var mark = (DurableManifestAttribute)assembly.GetCustomAttributes(typeof(DurableManifestAttribute), false).Single();
        Assert.That(mark.WorkflowTypes, Is.EqualTo(["Shop.Last", "Shop.Outer+W"]));
        Assert.That(mark.HiddenMessages, Is.EqualTo(["Shop.Base`1.Put"]));
    }

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    internal static DurableManifest ManifestOf(string source) =>
        (DurableManifest)Activator.CreateInstance(Program.Load(Project.Of(source)).GetType("DurableSdk.Generated.App.Manifest", throwOnError: true)!)!;
}

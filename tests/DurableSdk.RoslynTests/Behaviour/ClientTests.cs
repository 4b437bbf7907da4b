using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>The typed client, the manifests that a host gets, and a library of workflows that an app references.</summary>
public sealed class ClientTests
{
    [Test]
    public async Task Typed_client_starts_the_highest_version_with_its_arguments()
    {
        var (_, result) = await Program.RunAsync(WithClient("""
            namespace Shop
            {
                public sealed record Order(string Id);
                public class OrderWorkflow { [Workflow] public Task<string> RunAsync(Order order) => Task.FromResult(""); }
                public class OrderWorkflow2 { [Workflow(Name = "OrderWorkflow", Version = 2)] public Task<int> RunAsync(Order order, int times = 3, string? options = null, CancellationToken cancel = default) => Task.FromResult(1); }
                internal class Hidden { [Workflow(Name = "hidden-thing")] public static ValueTask RunAsync(Secret secret) => default; }
                internal record Secret;
            }
            public static class Case
            {
                public static async Task<string> RunAsync()
                {
                    var client = new DurableClient();
                    Shop.OrderWorkflowHandle a = await client.StartOrderWorkflowAsync(new Shop.Order("o-1"));
                    WorkflowHandle<int> b = await client.StartOrderWorkflowAsync(new("o-2"), 5, "x", new() { IdempotencyKey = "k" }, CancellationToken.None);
                    WorkflowHandle c = await client.StartHiddenThingAsync(new Shop.Secret());
                    return string.Join("|", client.Started) + "|" + a.RunId + b.RunId + c.RunId + client.GetOrderWorkflow("r").RunId;
                }
            }
            """));

        Assert.That(result, Is.EqualTo(
            "OrderWorkflow 2 (Order { Id = o-1 }, 3, ) |OrderWorkflow 2 (Order { Id = o-2 }, 5, x) k|hidden-thing 1 (Secret { }) |run-1run-2run-3r"));
    }

    [Test]
    public async Task Host_gets_the_manifests_of_the_app_and_its_libraries()
    {
        var library = Project.OfFiles("Lib.Flows-1", ("Lib.cs", """
            namespace Lib;
            public class LibWorkflow
            {
                [Workflow] public async Task<string> RunAsync() => await LoadAsync("a");
                [Step] protected internal Task<string> LoadAsync(string id) => Task.FromResult(id);
                [Step] public static Task<string> SharedAsync(string id) => Task.FromResult(id);
                [Step] internal static Task HiddenAsync() => Task.CompletedTask;
            }
            """)).Build();
        var app = WithClient("""
            using Microsoft.Extensions.DependencyInjection;
            public class Services : IServiceCollection;
            public class AppWorkflow { [Workflow] public async Task<string> RunAsync() => await Lib.LibWorkflow.SharedAsync("b"); }
            public static class Case
            {
                public static async Task<string> RunAsync()
                {
                    new Services().AddDurable(o => { }).AddDurable(_ => { });
                    DurableServiceCollectionExtensions.AddDurable(new Services(), configure: o => { });
                    await DurableHost.StartAsync(o => { });
                    await new Lib.LibWorkflow().RunAsync();
                    await new AppWorkflow().RunAsync();
                    return string.Join(" ", DurableServiceCollectionExtensions.Added!.Concat(DurableHost.Started!).SelectMany(m => m.Workflows).Select(w => w.Key.Name));
                }
            }
            """).With(Program.ReferenceTo(library));

        var (scope, result) = await Program.RunAsync(app, library);

        Assert.That(result, Is.EqualTo("AppWorkflow LibWorkflow AppWorkflow LibWorkflow"));
        Assert.That(scope.Sites, Is.EqualTo(["LoadAsync#1", "SharedAsync#1"]));
        Assert.That(scope.Sources, Is.EqualTo(["Lib.cs:4", "Case.cs:3"]));
    }

    [Test]
    public async Task Protected_generic_step_of_a_library_is_intercepted_in_the_app()
    {
        var library = Project.OfFiles("Lib", ("Lib.cs", """
            namespace Lib;
            public abstract class Base<T> { [Step] protected Task<(T, U)> LoadAsync<U>(T t, U u) => Task.FromResult((t, u)); }
            """)).Build();
        var app = Project.Of("""
            public class AppWorkflow : Lib.Base<string> { [Workflow] public async Task<string> RunAsync() => $"{await LoadAsync("b", 2)}"; }
            public static class Case { public static Task<string> RunAsync() => new AppWorkflow().RunAsync(); }
            """).With(Program.ReferenceTo(library));

        var (scope, result) = await Program.RunAsync(app, library);

        Assert.That(result, Is.EqualTo("(b, 2)"));
        Assert.That(scope.Sites, Is.EqualTo(["LoadAsync#1"]));
    }

    [Test]
    public void Client_of_an_internal_workflow_is_internal()
    {
        var assembly = Program.Load(WithClient("""
            internal class Secret { [Workflow] public Task<string> RunAsync(string id) => Task.FromResult(id); }
            internal class Outer { public class Inner { [Workflow] public Task<string> RunAsync(string id) => Task.FromResult(id); } }
            public class Open { [Workflow] public Task<string> RunAsync(string id) => Task.FromResult(id); }
            """));

        Assert.That(assembly.GetExportedTypes().Select(t => t.Name).Where(n => n.EndsWith("Handle", StringComparison.Ordinal)), Is.EquivalentTo(["OpenHandle", "WorkflowHandle"]));
        Assert.That(
            assembly.GetType("DurableSdk.App_WorkflowClient")!.GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public).Select(m => m.Name),
            Is.EquivalentTo(["StartOpenAsync", "GetOpen"]));
    }

    [Test]
    public async Task Partial_workflow_keeps_the_default_arguments_of_its_definition()
    {
        var (_, result) = await Program.RunAsync(WithClient("""
            public partial class Flow { public partial Task<string> RunAsync(string id, int times = 3); }
            public partial class Flow { [Workflow] public partial Task<string> RunAsync(string id, int times) => Task.FromResult(id); }
            public static class Case
            {
                public static async Task<string> RunAsync()
                {
                    var client = new DurableClient();
                    await client.StartFlowAsync("a");
                    return client.Started[0];
                }
            }
            """));

        Assert.That(result, Is.EqualTo("Flow 1 (a, 3) "));
    }

    [Test]
    public void Assembly_without_workflows_is_marked()
    {
        var assembly = Program.Load(Project.Of("public static class Empty;", "My.App"));

        var mark = (CompilerServices.DurableManifestAttribute)assembly.GetCustomAttributes(typeof(CompilerServices.DurableManifestAttribute), false).Single();
        Assert.That(mark.Manifest.FullName, Is.EqualTo("DurableSdk.Generated.My_App.Manifest"));
        Assert.That(mark.Steps, Is.Empty);
    }

    [TestCase("await Durable.WaitForSignal<string>(\"order paid\"); await Durable.WaitForSignal<string>(\"order-paid\");", "", "SignalOrderPaidAsync String")]
    [TestCase("await Durable.WaitForSignal<string>(\"approved\"); await Durable.WaitForSignal<string?>(\"Approved\");", "", "SignalApprovedAsync String")]
    [TestCase("await Durable.WaitForSignal<(int A, int B)>(\"approved\"); await Durable.WaitForSignal<(int, int)>(\"Approved\");", "", "SignalApprovedAsync ValueTuple`2")]
    [TestCase("await Durable.WaitForSignal<string>(\"approved\"); await Durable.WaitForSignal<int>(\"Approved\");", "", "SignalApprovedAsync Int32,SignalApprovedAsync String")]
    [TestCase("await Durable.WaitForSignal<string>(\"approved\");", "[Signal] public void SignalApproved(string by) { }", "SignalApprovedAsync String")]
    public void Signals_that_would_give_the_handle_one_member_twice_give_it_once(string waits, string members, string expected)
    {
        var assembly = Program.Load(Project.Of($"public class W {{ [Workflow] public async Task RunAsync() {{ {waits} }} {members} }}").With(RealHost.References));

        var declared = assembly.GetType("WHandle")!.GetMethods().Where(m => m.DeclaringType!.Name == "WHandle");
        Assert.That(string.Join(",", declared.Select(m => $"{m.Name} {m.GetParameters()[0].ParameterType.Name}").Order(StringComparer.Ordinal)), Is.EqualTo(expected));
    }

    [Test]
    public void Public_code_is_silent_in_an_assembly_that_complies_with_the_common_language()
    {
        var image = Project.Of("""
            [assembly: CLSCompliant(true)]
            public class W { [Workflow] public Task<string> RunAsync(string id) => OneAsync(); [Step] private Task<string> OneAsync() => Task.FromResult(""); [Signal] public void Approve(string by) { } [Query] public int A => 1; [Update] public int B() => 1; }
            """).With(RealHost.References).Build();

        Assert.That(image, Is.Not.Empty, "without a warning");
    }

    [Test]
    public void Assembly_whose_name_means_something_in_documentation_is_documented()
    {
        var project = Project.Of("/// <summary>One.</summary>\npublic class W { /// <summary>Runs.</summary>\n[Workflow] public Task RunAsync() => Task.CompletedTask; }", "R&D").With(RealHost.References);

        Assert.That(project.WithParseOptions(Project.ParseOptions.WithDocumentationMode(Microsoft.CodeAnalysis.DocumentationMode.Diagnose)).Build(), Is.Not.Empty, "without a warning");
    }

    [Test]
    public void Library_without_the_client_gets_definitions_and_no_client()
    {
        var generated = Project.Of("public class W { [Workflow] public Task RunAsync() => Task.CompletedTask; }").RunDriver().GetRunResult();

        Assert.That(generated.GeneratedTrees.Select(t => Path.GetFileName(t.FilePath)), Is.EquivalentTo(["Workflows.W.g.cs", "Manifest.g.cs"]));
    }

    private static Project WithClient(string source) => Project.OfFiles("App", ("Case.cs", source), ("Stub.cs", ClientStub.Source));
}

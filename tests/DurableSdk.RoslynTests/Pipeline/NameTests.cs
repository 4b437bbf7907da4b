using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DurableSdk.Generators;
using DurableSdk.Generators.Parsing;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.RoslynTests.Pipeline;

/// <summary>Names: those that the generator knows exist, and those that it makes never collide.</summary>
public sealed class NameTests
{
    private static readonly FieldInfo[] Known = typeof(WellKnownNames).GetFields(BindingFlags.Static | BindingFlags.Public);

    [TestCaseSource(nameof(TypeNames))]
    public void Known_type_exists_in_the_real_assemblies(string name)
    {
        var compilation = Project.Of("").With(RealHost.References).Compilation;
        var plain = name.Replace("global::", "", StringComparison.Ordinal);
        string[] forms = [plain, plain + "Attribute", plain + "`1", plain + "`2"];

        Assert.That(forms.Select(compilation.GetTypeByMetadataName), Has.Some.Not.Null, name);
    }

    [TestCase(WellKnownNames.Durable, WellKnownNames.Sleep)]
    [TestCase(WellKnownNames.Durable, WellKnownNames.SleepUntil)]
    [TestCase(WellKnownNames.Durable, WellKnownNames.WaitForSignal)]
    [TestCase(WellKnownNames.Durable, WellKnownNames.Until)]
    [TestCase(WellKnownNames.Durable, WellKnownNames.Send)]
    [TestCase(WellKnownNames.Durable, WellKnownNames.CreateHook)]
    [TestCase(WellKnownNames.TaskExtensions, WellKnownNames.WithTimeout)]
    [TestCase("DurableSdk.CompilerServices.StepCompensation", "Of")]
    [TestCase("System.Threading.Tasks.Task", WellKnownNames.WhenEach)]
    [TestCase(WellKnownNames.HostingExtensions, WellKnownNames.AddDurable)]
    [TestCase(WellKnownNames.DurableHost, WellKnownNames.StartAsync)]
    [TestCase(WellKnownNames.WorkflowTestHost, WellKnownNames.StartAsync)]
    [TestCase(WellKnownNames.DurableClient, "StartRunAsync")]
    public void Known_member_exists_in_the_real_assemblies(string type, string member) =>
        Assert.That(Project.Of("").With(RealHost.References).Compilation.GetTypeByMetadataName(type)!.GetMembers(member), Is.Not.Empty);

    [Test]
    public void Attribute_of_interceptors_disturbs_neither_a_friend_nor_another_generator()
    {
        const string Source = "public class C { [Step] public Task OneAsync() => Task.CompletedTask; public Task GoAsync() => OneAsync(); }";
        const string Foreign = """
            public static class Foreign { public static object Attribute => new System.Runtime.CompilerServices.InterceptsLocationAttribute(1, "x"); }
            namespace System.Runtime.CompilerServices
            {
                file sealed class InterceptsLocationAttribute(int version, string data) : System.Attribute { public string Data => $"{version}{data}"; }
            }
            """;
        var friend = Project.Of($"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]\nnamespace Friend;\n{Source}", "Friend").Build();

        Assert.That(Project.Of(Source).WithForeign(Foreign).With(MetadataReference.CreateFromImage(friend)).Build(), Is.Not.Empty, "without a warning");
    }

    [Test]
    public void Places_of_interceptors_stay_out_of_the_assembly()
    {
        var image = Project.Of("public class C { [Step] public Task OneAsync() => Task.CompletedTask; public Task GoAsync() => OneAsync(); }").Build();
        using var assembly = new PEReader(new MemoryStream(image));
        var reader = assembly.GetMetadataReader();
        var attributes = reader.CustomAttributes.Select(a => reader.GetCustomAttribute(a).Constructor)
            .Where(c => c.Kind == HandleKind.MethodDefinition)
            .Select(c => reader.GetString(reader.GetTypeDefinition(reader.GetMethodDefinition((MethodDefinitionHandle)c).GetDeclaringType()).Name));

        Assert.That(attributes, Has.None.EqualTo("InterceptsLocationAttribute"));
    }

    [Test]
    public void Generated_code_compiles_against_the_real_host() => Project.Of("""
        using Microsoft.Extensions.DependencyInjection;
        namespace Shop
        {
            public class OrderWorkflow
            {
                [Workflow] public async Task<string> RunAsync(string id) { try { return await ChargeAsync(id); } catch (TimeoutException) { await Durable.Sleep(default); return ""; } }
                [Step] private Task<string> ChargeAsync(string id) => Task.FromResult(id);
            }
        }
        public static class Case
        {
            public static async Task RunAsync(IServiceCollection services, DurableClient client)
            {
                services.AddDurable(o => { });
                await using var host = await DurableHost.StartAsync(o => { });
                await using var test = await WorkflowTestHost.StartAsync();
                WorkflowHandle<string> handle = await client.StartOrderWorkflowAsync("a", new() { IdempotencyKey = "a" });
                Shop.OrderWorkflowHandle same = client.GetOrderWorkflow(handle.RunId);
            }
        }
        """).With(RealHost.References).Build();

    [TestCase("A.B", "A_B")]
    [TestCase("A_B", "A.B")]
    [TestCase("A+B", "A_1B")]
    [TestCase("A._B", "A_.B")]
    [TestCase("A`1", "A_21")]
    [TestCase("A-B", "A_3002dB")]
    [TestCase("A.1B", "A_1B")]
    [TestCase("1A", "_41A")]
    public void Different_names_are_encoded_differently(string one, string other)
    {
        Assert.That(Identifiers.Encode(one), Is.Not.EqualTo(Identifiers.Encode(other)));
        Assert.That(SyntaxFacts.IsValidIdentifier("x" + Identifiers.Encode(one)));
    }

    [Test]
    public async Task Names_that_could_collide_do_not()
    {
        var (scope, result) = await Program.RunAsync(Project.OfFiles("1st-app.x_y", ("a/Case.cs", """
            namespace A
            {
                public class Manifest { public class Steps { [Workflow(Name = "one")] public Task<string> Run() => Site(1); [Step] private Task<string> Site(int a) => Task.FromResult("1"); } }
                public class Manifest_Steps { [Workflow(Name = "two")] public Task<string> Run() => Site_0(1); [Step] private Task<string> Site_0(int a) => Task.FromResult("2"); }
            }
            namespace A.Manifest_ { public class Steps { [Workflow(Name = "three")] public Task<string> Run() => @class(1); [Step] private Task<string> @class(int @int) => Task.FromResult("3"); } }
            namespace a { public class manifest { public class steps { [Workflow(Name = "four")] public Task<string> Run() => Site(1); [Step] private Task<string> Site(int a) => Task.FromResult("4"); } } }
            public static class Case
            {
                public static async Task<string> RunAsync() => await new A.Manifest.Steps().Run() + await new A.Manifest_Steps().Run() + await new A.Manifest_.Steps().Run()
                    + await new a.manifest.steps().Run() + await new Mine.System.Task().Run();
            }
            """), ("b/Case.cs", """
            namespace Mine.System
            {
                public class Task { [Workflow(Name = "five")] public async global::System.Threading.Tasks.Task<string> Run() => await One(new String(), new global::System.Exception("a").Message); [Step] private global::System.Threading.Tasks.Task<string> One(String s, string t) => global::System.Threading.Tasks.Task.FromResult("5"); }
                public record String;
                public class TimeSpan;
                public class Object;
                public class DurableSdk;
            }
            """)));

        Assert.That(result, Is.EqualTo("12345"));
        Assert.That(scope.Sites, Is.EqualTo(["Site#1", "Site_0#1", "class#1", "Site#1", "One#1"]));
    }

    [TestCase("out")]
    [TestCase("class")]
    [TestCase("Foo-Bar.Baz_1")]
    public async Task Keywords_and_odd_assembly_names_are_escaped(string assembly)
    {
        var (scope, _) = await Program.RunAsync(
            "public class @class { [Workflow(Name = \"class\")] public Task<string> @event(int @out = 1) => @class.@new(@int: 1, @void: @out); [Step] private static Task<string> @new(int @void, int @int) => Task.FromResult(\"\"); }"
            + "public static class Case { public static Task<string> RunAsync() => new @class().@event(); }",
            assembly);

        Assert.That(scope.Sites, Is.EqualTo(["new#1"]));
    }

    private static IEnumerable<string> TypeNames() => Known
        .Select(f => (string)f.GetRawConstantValue()!)
        .Where(n => n.StartsWith("global::", StringComparison.Ordinal) || n.StartsWith("DurableSdk.", StringComparison.Ordinal))
        .Where(n => n is not (WellKnownNames.CompilerServices or WellKnownNames.CoreAssembly or WellKnownNames.GeneratedNamespace));
}

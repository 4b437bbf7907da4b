using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>A durable call that would run unrecorded is an error at the call.</summary>
public sealed class CallRuleTests
{
    [TestCase("await base.BaseAsync();", "DUR0009", "base.BaseAsync()")]
    [TestCase("Func<Task> f = OneAsync; await f();", "DUR0010", "OneAsync")]
    [TestCase("await Task.Run(OneAsync);", "DUR0010", "OneAsync")]
    [TestCase("var all = new[] { \"a\" }.Select(TextAsync);", "DUR0010", "TextAsync")]
    [TestCase("Func<TimeSpan, Task> f = Durable.Sleep; await f(default);", "DUR0010", "Durable.Sleep")]
    [TestCase("Func<TimeSpan, Task> f = OneAsync().WithTimeout; await f(default);", "DUR0010", "OneAsync().WithTimeout")]
    [TestCase("Action<string?> say = Durable.SetStatus; say(\"a\"); await Task.Yield();", "DUR0010", "Durable.SetStatus")]
    [TestCase("Durable.SetStatus(\"a\"); Durable.SetAttribute(\"b\", 1); await Task.Yield();", "", "")]
    [TestCase("await new Other().RunAsync();", "", "")]
    [TestCase("await new Made(1).RunAsync();", "DUR0011", "new Made(1).RunAsync()")]
    [TestCase("await new Made { Number = 1 }.RunAsync();", "DUR0011", "new Made { Number = 1 }.RunAsync()")]
    [TestCase("await base.BaseFlowAsync();", "DUR0011", "base.BaseFlowAsync()")]
    [TestCase("await BaseFlowAsync();", "", "")]
    [TestCase("ITwice twice = new One(); await twice.RunAsync();", "DUR0011", "twice.RunAsync()")]
    [TestCase("IOf<int> of = new Number(); await of.RunAsync(1);", "DUR0011", "of.RunAsync(1)")]
    [TestCase("await Durable.Detach(() => new Other().RunAsync());", "", "")]
    [TestCase("await Durable.Detach(async () => await new Other().RunAsync());", "", "")]
    [TestCase("await Durable.Detach(() => { return new Other().RunAsync(); });", "", "")]
    [TestCase("await Durable.Detach(() => OneAsync());", "DUR0030", "Durable.Detach(() => OneAsync())")]
    [TestCase("await Durable.Detach(() => Task.WhenAll(new Other().RunAsync(), new Other().RunAsync()));", "DUR0030", "Durable.Detach(() => Task.WhenAll(new Other().RunAsync(), new Other().RunAsync()))")]
    [TestCase("await Durable.Detach(async () => { await OneAsync(); await new Other().RunAsync(); });", "DUR0030", "Durable.Detach(async () => { await OneAsync(); await new Other().RunAsync(); })")]
    [TestCase("Func<Task> f = () => new Other().RunAsync(); await Durable.Detach(f);", "DUR0030", "Durable.Detach(f)")]
    [TestCase("await HelpAsync();", "", "")]
    [TestCase("dynamic d = \"a\"; await TextAsync(d);", "DUR0022", "TextAsync(d)")]
    [TestCase("_ = nameof(OneAsync) + nameof(Durable.Sleep); await OneAsync();", "", "")]
    [TestCase("Func<Task> f = () => OneAsync(); await f();", "", "")]
    [TestCase("Func<Task> f = new Other().RunAsync; await f();", "DUR0010", "new Other().RunAsync")]
    [TestCase("IFlow flow = new Flow(); await flow.RunAsync();", "", "")]
    [TestCase("IFlow flow = new Flow(); await Task.Run(flow.RunAsync);", "DUR0010", "flow.RunAsync")]
    [TestCase("await new Derived().RunAsync();", "DUR0011", "new Derived().RunAsync()")]
    [TestCase("Root root = new Flow(); await root.GoAsync();", "", "")]
    [TestCase("IPlain plain = new Plain(); await plain.RunAsync();", "", "")]
    [TestCase("Versioned one = new Newer(); await one.RunAsync();", "DUR0011", "one.RunAsync()")]
    [TestCase("await new Versioned().RunAsync();", "", "")]
    [TestCase("await new Newer().RunAsync();", "", "")]
    [TestCase("_ = nameof(Other.RunAsync); await Task.Yield();", "", "")]
    [TestCase("await new Special().RunAsync();", "DUR0011", "new Special().RunAsync()")]
    [TestCase("await new VerySpecial().RunAsync();", "DUR0011", "new VerySpecial().RunAsync()")]
    [TestCase("await GoAsync(new Special()); static Task GoAsync<T>(T t) where T : Special => t.RunAsync();", "DUR0011", "t.RunAsync()")]
    [TestCase("await new Named().RunAsync();", "", "")]
    [TestCase("await new OwnHook().RunAsync();", "", "")]
    [TestCase("await new Template().RunAsync();", "", "")]
    [TestCase("Middle middle = new Last(); await middle.LateAsync();", "", "")]
    [TestCase("await TextAsync(\"a\"); throw Durable.ContinueAsNew();", "", "")]
    public void Call_that_is_not_recorded_is_an_error(string body, string rule, string at)
    {
        var reported = Project.Of($$"""
            public class Base { [Step] public virtual Task BaseAsync() => Task.CompletedTask; [Workflow(Name = "BaseFlow")] public Task BaseFlowAsync() => Task.CompletedTask; }
            public class Made(int number) { public Made() : this(0) { } public int Number { get; set; } = number; [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public interface ITwice { Task RunAsync(); }
            public class One : ITwice { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public class Two : ITwice { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public interface IOf<T> { Task RunAsync(T value); }
            public class Number : IOf<int> { [Workflow] public Task RunAsync(int value) => Task.CompletedTask; }
            public class Other { [Workflow] public virtual Task RunAsync() => Task.CompletedTask; }
            public class Derived : Other { public override Task RunAsync() => Task.CompletedTask; }
            public class Versioned { [Workflow] public virtual Task RunAsync() => Task.CompletedTask; }
            public class Newer : Versioned { [Workflow] public override Task RunAsync() => Task.CompletedTask; }
            public interface IFlow { Task RunAsync(); }
            public abstract class Root { public abstract Task GoAsync(); }
            public class Flow : Root, IFlow
            {
                [Workflow(Name = "Flow1")] public Task RunAsync() => Task.CompletedTask;
                [Workflow(Name = "Flow2")] public override Task GoAsync() => Task.CompletedTask;
            }
            public class Template { [Workflow] public Task RunAsync() => CoreAsync(); protected virtual Task CoreAsync() => Task.CompletedTask; }
            public class Special : Template { protected override Task CoreAsync() => base.CoreAsync(); }
            public class VerySpecial : Special;
            public class Named : Template { public override string ToString() => "named"; public virtual int Hook => 1; }
            public class OwnHook : Named { public override int Hook => 2; }
            public abstract class First { public abstract Task LateAsync(); protected virtual int Hook => 1; }
            public abstract class Middle : First { protected override int Hook => 2; }
            public class Last : Middle { [Workflow] public override Task LateAsync() => Task.CompletedTask; }
            public interface IPlain { Task RunAsync(); }
            public class Plain : IPlain { public Task RunAsync() => Task.CompletedTask; }
            public class C : Base
            {
                [Workflow] public async Task RunAsync() { await Task.Yield(); {{body}} }
                [Step] private Task OneAsync() => Task.CompletedTask;
                [Step] private Task TextAsync(string text) => Task.CompletedTask;
                private Task HelpAsync() => Task.CompletedTask;
            }
            """).Analyze();

        var lines = reported.Select(d => $"{d.Id} {d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}");
        Assert.That(string.Join("; ", lines), Is.EqualTo($"{rule} {at}".Trim()));
    }

    [Test]
    public void Workflow_that_can_not_be_a_child_is_an_error_in_a_workflow_and_elsewhere_a_plain_call()
    {
        var reported = Project.Of("""
            public class C(int n)
            {
                [Workflow] public async Task RunAsync() => await HelpAsync();
                private Task HelpAsync() => new C(n).RunAsync();
                [Step] public Task StepAsync() => new C(n).RunAsync();
            }
            public class Tests { public Task Test() => new C(1).RunAsync(); }
            """).Analyze();

        Assert.That(reported.Select(d => $"{d.Id} {d.Location.GetLineSpan().StartLinePosition.Line}"), Is.EqualTo(["DUR0011 3"]));
    }

    [TestCase("", "DUR0004 done", TestName = "Step that has an error at its declaration isn't told again at its calls")]
    [TestCase("#pragma warning disable DUR0004", "DUR0022 OneAsync(() => { })", TestName = "Step whose error is silenced at its declaration is told at its calls")]
    [TestCase("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"a\", \"DUR0004\")]", "DUR0022 OneAsync(() => { })", TestName = "Step whose error is suppressed at its declaration is told at its calls")]
    public void Error_of_a_step_is_told_once(string before, string expected)
    {
        var reported = Project.Of($$"""
            public class C
            {
                [Workflow] public Task RunAsync() => OneAsync(() => { });
                {{before}}
                [Step] private Task OneAsync(Action done) => Task.CompletedTask;
            }
            """).Analyze().Where(d => !d.IsSuppressed);

        Assert.That(string.Join("; ", reported.Select(Line)), Is.EqualTo(expected));
    }

    [Test]
    public void Library_that_was_compiled_without_the_generator_is_an_error_in_a_workflow()
    {
        var library = Project.OfFiles("Lib", ("Lib.cs", """
            namespace Lib;
            public class Service { [Step] public Task OneAsync() => Task.CompletedTask; public Task HelpAsync() => OneAsync(); }
            """));
        var reported = Project.Of("""
            public class C
            {
                [Workflow] public async Task RunAsync() { await new Lib.Service().HelpAsync(); await new Lib.Service().OneAsync(); }
            }
            public class Elsewhere { public Task RunAsync() => new Lib.Service().HelpAsync(); }
            """).With(Program.ReferenceTo(Emit(library.Compilation))).Analyze();
        var compiledWithIt = Project.Of("public class C { [Workflow] public async Task RunAsync() => await new Lib.Service().HelpAsync(); }")
            .With(Program.ReferenceTo(library.Build())).Analyze();

        Assert.That(reported.Select(d => d.Id), Is.EqualTo(["DUR0019", "DUR0019"]));
        Assert.That(compiledWithIt, Is.Empty);
    }

    [Test]
    public void Project_without_interceptors_or_with_an_old_language_is_an_error()
    {
        const string Source = "public class C { [Workflow] public async System.Threading.Tasks.Task RunAsync() => await System.Threading.Tasks.Task.Yield(); }";

        Assert.That(Ids(Project.ParseOptions.WithFeatures([])), Is.EqualTo("DUR0020"));
        Assert.That(Ids(Project.ParseOptions.WithFeatures([new("InterceptorsNamespaces", "Other")])), Is.EqualTo("DUR0020"));
        Assert.That(Ids(Project.ParseOptions.WithFeatures([new("InterceptorsNamespaces", "Other;DurableSdk.Generated")])), Is.Empty);
        Assert.That(Ids(Project.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp11)), Is.EqualTo("DUR0021"));

        static string Ids(CSharpParseOptions options) =>
            string.Join(",", Project.Of(Source).WithParseOptions(options).Analyze().Select(d => d.Id));
    }

    [TestCase("await F.OneAsync(new Order().Total.Value);", "", TestName = "Foreign: argument of the only method of its name")]
    [TestCase("await \"a\".ThreeAsync(new Order().Total.Value);", "", TestName = "Foreign: argument of an extension")]
    [TestCase("var value = new Total().Value; await F.OneAsync(value);", "", TestName = "Foreign: argument of a type not yet known")]
    [TestCase("await Task.WhenAll(new Total().Map(x => F.OneAsync(x)));", "", TestName = "Foreign: in a lambda")]
    [TestCase("await F.TwoAsync(new Order().Total.Value);", "DUR0022 F.TwoAsync(new Order().Total.Value)", TestName = "Foreign: argument of an overload")]
    [TestCase("await F.TypedAsync(new Total());", "DUR0022 F.TypedAsync(new Total())", TestName = "Foreign: type in the signature")]
    [TestCase("await new Order().Total.SaveAsync();", "DUR0022 new Order().Total.SaveAsync()", TestName = "Foreign: step")]
    [TestCase("await new Order().Total.Holder.OneAsync(1);", "DUR0022 new Order().Total.Holder.OneAsync(1)", TestName = "Foreign: receiver")]
    [TestCase("await Durable.Sleep(new Total().Delay);", "", TestName = "Foreign: time of a sleep")]
    [TestCase("await foreach (var t in Task.WhenEach(new Total().Tasks)) await t;", "DUR0022 Task.WhenEach(new Total().Tasks)", TestName = "Foreign: tasks as they complete")]
    [TestCase("int value = new Order().Total.Value; await F.TwoAsync(value);", "", TestName = "Foreign: in a typed variable")]
    public void Call_that_uses_another_generators_code_is_intercepted_or_an_error(string body, string expected)
    {
        var reported = Project.Of($$"""
            public class Order { public Total Total => new(); }
            public class Holder { [Step] public Task OneAsync(int a) => Task.CompletedTask; }
            public static class F
            {
                [Step] public static Task OneAsync(int a) => Task.CompletedTask;
                [Step] public static Task TwoAsync(int a) => Task.CompletedTask;
                public static Task TwoAsync(string a) => Task.CompletedTask;
                [Step] public static Task ThreeAsync(this string text, int a) => Task.CompletedTask;
                [Step] public static Task TypedAsync(Total a) => Task.CompletedTask;
            }
            public class C { [Workflow] public async Task RunAsync() { {{body}} } }
            """).WithForeign("""
            using System; using System.Threading.Tasks;
            public class Total
            {
                public int Value => 1;
                public TimeSpan Delay => default;
                public Task[] Tasks => [];
                public Task[] Map(Func<int, Task> f) => [f(1)];
                public Holder Holder => new();
                [DurableSdk.Step] public Task SaveAsync() => Task.CompletedTask;
            }
            """).Analyze();

        Assert.That(string.Join("; ", reported.Select(Line)), Is.EqualTo(expected));
    }

    [TestCase("services.AddDurable(o => o.Json.TypeInfoResolverChain.Insert(0, AppJson.Default));", TestName = "Context of another generator: services")]
    [TestCase("DurableServiceCollectionExtensions.AddDurable(services, o => o.Json.TypeInfoResolverChain.Insert(0, AppJson.Default));", TestName = "Context of another generator: services, called as a static method")]
    [TestCase("_ = DurableHost.StartAsync(o => o.Json.TypeInfoResolverChain.Insert(0, AppJson.Default));", TestName = "Context of another generator: host")]
    [TestCase("_ = WorkflowTestHost.StartAsync(o => o.Configure = d => d.Json.TypeInfoResolverChain.Insert(0, AppJson.Default));", TestName = "Context of another generator: test host")]
    [TestCase("_ = Durable.Send(\"run\", \"name\", AppJson.Default.Note);", TestName = "Context of another generator: message")]
    public void Call_with_another_generators_context_is_intercepted_where_one_overload_takes_as_many_arguments(string body)
    {
        var reported = Project.Of($$"""
            using Microsoft.Extensions.DependencyInjection;
            using System.Text.Json.Serialization;
            public partial class AppJson : JsonSerializerContext;
            public static class App { public static void Start(IServiceCollection services) { {{body}} } }
            """).With(RealHost.References).WithForeign("""
            using System; using System.Text.Json; using System.Text.Json.Serialization.Metadata;
            public partial class AppJson
            {
                public AppJson() : base(null) { }
                public static AppJson Default { get; } = new();
                public string Note => "";
                protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override JsonTypeInfo? GetTypeInfo(Type type) => null;
            }
            """).Analyze();

        Assert.That(reported.Select(Line), Is.Empty);
    }

    [TestCase("Expression<Func<IPay, Task>> e = p => p.ChargeAsync(\"a\");", "p.ChargeAsync(\"a\")")]
    [TestCase("new Mock<IPay>().Setup(p => p.ChargeAsync(\"a\"));", "p.ChargeAsync(\"a\")")]
    [TestCase("_ = from p in new IPay[0].AsQueryable() select p.ChargeAsync(\"a\");", "p.ChargeAsync(\"a\")")]
    [TestCase("Expression<Func<int, Func<IPay, Task>>> e = n => p => p.ChargeAsync(\"a\");", "p.ChargeAsync(\"a\")")]
    [TestCase("Expression<Func<Task>> e = () => Durable.Sleep(default);", "Durable.Sleep(default)")]
    [TestCase("Expression<Func<Kid, Task>> e = k => k.KidAsync();", "k.KidAsync()")]
    public void Call_in_an_expression_tree_is_an_error_in_a_workflow_and_elsewhere_data(string body, string at)
    {
        var reported = Project.Of($$"""
            using System.Linq.Expressions;
            public interface IPay { [Step] Task<string> ChargeAsync(string id); }
            public class Kid { [Workflow] public Task KidAsync() => Task.CompletedTask; }
            public class Mock<T> { public void Setup<R>(Expression<Func<T, R>> call) { } public void Setup(Expression<Action<T>> call) { } }
            public class Tests { public void Test() { {{body}} } }
            public class C { [Workflow] public async Task RunAsync() { await Task.Yield(); {{body}} } }
            """).Analyze();

        Assert.That(reported.Select(d => $"{d.Location.GetLineSpan().StartLinePosition.Line} {Line(d)}"), Is.EqualTo([$"5 DUR0022 {at}"]));
    }

    [Test]
    public void Step_called_in_another_generators_code_is_an_error() => Assert.That(
        Project.Of("public static class F { [Step] public static Task OneAsync() => Task.CompletedTask; }")
            .WithForeign("public static class G { public static System.Threading.Tasks.Task GoAsync() => F.OneAsync(); }").Analyze().Select(Line),
        Is.EqualTo(["DUR0022 F.OneAsync()"]));

    [TestCase("public class Outer { private class One : IOne { public Task OneAsync() => Task.CompletedTask; public Task GoAsync() => OneAsync(); } }", "DUR0022 OneAsync()", TestName = "Inherited step: private class")]
    [TestCase("file class One : IOne { public Task OneAsync() => Task.CompletedTask; public Task GoAsync() => OneAsync(); }", "DUR0022 OneAsync()", TestName = "Inherited step: file class")]
    [TestCase("public struct One : IOne { public Task OneAsync() => Task.CompletedTask; public Task GoAsync() => OneAsync(); }", "DUR0022 OneAsync()", TestName = "Inherited step: struct")]
    [TestCase("public class Base { public Task OneAsync() => Task.CompletedTask; } public class One : Base, IOne { public Task GoAsync() => OneAsync(); }", "DUR0022 OneAsync()", TestName = "Inherited step: implemented by a base class")]
    [TestCase("public class Base { public Task OneAsync() => Task.CompletedTask; } public class One : Base, IOne; public class C { public Task GoAsync<T>(T one) where T : One => one.OneAsync(); }", "DUR0022 one.OneAsync()", TestName = "Inherited step: implemented by a base class, generic")]
    [TestCase("public interface ITwo : IOne { new Task OneAsync(); } public class C { public Task GoAsync(ITwo two) => two.OneAsync(); }", "", TestName = "Inherited step: hidden by another method")]
    [TestCase("public class Base { public Task OneAsync() => Task.CompletedTask; } public class C { public Task GoAsync<T, U>(T one) where T : U where U : Base, IOne => one.OneAsync(); }", "DUR0022 one.OneAsync()", TestName = "Inherited step: type parameter of a class and an interface")]
    [TestCase("public class Base { public Task OneAsync() => Task.CompletedTask; } public class One : Base, IOne { public Task GoAsync() => Task.Run(OneAsync); }", "DUR0010 OneAsync", TestName = "Inherited step: implemented by a base class, as a delegate")]
    [TestCase("public class Base { public Task OneAsync() => Task.CompletedTask; } public class One : Base, IOne { public Task GoAsync() => ((IOne)this).OneAsync(); public Task BaseAsync() => new Base().OneAsync(); }", "", TestName = "Inherited step: called through its interface")]
    public void Inherited_step_that_is_not_intercepted_is_an_error(string types, string expected)
    {
        var reported = Project.Of("public interface IOne { [Step] Task OneAsync(); }\n" + types).Analyze();

        Assert.That(string.Join("; ", reported.Select(Line)), Is.EqualTo(expected));
    }

    [TestCase("static Task Go(dynamic o) => F.OneAsync(o);", "DUR0022 F.OneAsync(o)")]
    [TestCase("static Task Go(dynamic o) => F.TwoAsync(o);", "DUR0022 F.TwoAsync(o)")]
    [TestCase("static Task Go(dynamic o) => Durable.Sleep(o);", "DUR0022 Durable.Sleep(o)")]
    [TestCase("static Task Go(dynamic o) => G.OneAsync(o);", "")]
    [TestCase("static Task Go(dynamic o) => o.OneAsync(1);", "")]
    public void Dynamic_call_that_may_reach_a_step_is_an_error_anywhere(string member, string expected)
    {
        var reported = Project.Of($$"""
            public static class F
            {
                [Step] public static Task OneAsync(int a) => Task.CompletedTask;
                public static Task TwoAsync(int a) => Task.CompletedTask;
                [Step] public static Task TwoAsync(string a) => Task.CompletedTask;
            }
            public static class G { public static Task OneAsync(int a) => Task.CompletedTask; }
            public static class C { {{member}} }
            """).Analyze();

        Assert.That(string.Join("; ", reported.Select(Line)), Is.EqualTo(expected));
    }

    [Test]
    public void Source_marked_as_generated_has_the_same_rules() => Assert.That(
        Project.Of("""
            // <auto-generated/>
            public class C
            {
                [Workflow] public async Task RunAsync() { await OneAsync(); Func<Task> f = OneAsync; await f(); }
                [Step] private Task OneAsync() => Task.CompletedTask;
                [Step] private int Two() => 1;
            }
            """).Analyze().Select(Line), Is.EqualTo(["DUR0010 OneAsync", "DUR0003 Two"]));

    [Test]
    public void Workflow_called_through_an_interface_of_contracts_is_an_error_where_several_implement_it()
    {
        var contracts = Project.OfFiles("Contracts", ("Contracts.cs", "namespace Contracts; public interface IFlow { Task RunAsync(); }"));
        var reported = Project.Of("""
            public class C { [Workflow] public Task RunAsync(Contracts.IFlow flow) => flow.RunAsync(); }
            public class Flow : Contracts.IFlow { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public class Other : Contracts.IFlow { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            """).With(Program.ReferenceTo(Emit(contracts.Compilation))).Analyze();

        Assert.That(reported.Select(Line), Is.EqualTo(["DUR0011 flow.RunAsync()"]));
    }

    [TestCase("Contracts.IFlow flow = new Flow(); await flow.RunAsync();", "DUR0011 flow.RunAsync()", TestName = "Workflows of two assemblies behind an interface of a third")]
    [TestCase("Lib.Virtual one = new Newer(); await one.GoAsync();", "DUR0011 one.GoAsync()", TestName = "Workflow of another assembly that one of this overrides")]
    [TestCase("Contracts.IOf<int> of = null!; await of.OfAsync(1);", "DUR0011 of.OfAsync(1)", TestName = "Workflow of another assembly behind a generic interface")]
    [TestCase("Contracts.IOther other = null!; Func<Task> f = other.OtherAsync; await f();", "DUR0010 other.OtherAsync", TestName = "Workflow of another assembly behind an interface, as a delegate")]
    [TestCase("Contracts.IOther other = null!; await other.OtherAsync();", "", TestName = "Workflow of another assembly behind an interface")]
    public void Call_that_leads_to_a_workflow_of_another_assembly_is_a_child_or_an_error(string body, string expected)
    {
        var contracts = Project.OfFiles("Contracts", ("Contracts.cs", """
            namespace Contracts;
            public interface IFlow { Task RunAsync(); }
            public interface IOf<T> { Task OfAsync(T value); }
            public interface IOther { Task OtherAsync(); }
            """)).Build();
        var library = Project.OfFiles("Lib", ("Lib.cs", """
            namespace Lib;
            public class Flow : Contracts.IFlow { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public class Virtual { [Workflow] public virtual Task GoAsync() => Task.CompletedTask; }
            public class Number : Contracts.IOf<int> { [Workflow] public Task OfAsync(int value) => Task.CompletedTask; }
            public class Other : Contracts.IOther { [Workflow] public Task OtherAsync() => Task.CompletedTask; }
            """)).With(Program.ReferenceTo(contracts)).Build();
        var reported = Project.Of($$"""
            public class Flow : Contracts.IFlow { [Workflow] public Task RunAsync() => Task.CompletedTask; }
            public class Newer : Lib.Virtual { [Workflow] public override Task GoAsync() => Task.CompletedTask; }
            public class C { [Workflow] public async Task StartAsync() { await Task.Yield(); {{body}} } }
            """).With(Program.ReferenceTo(contracts), Program.ReferenceTo(library)).Analyze();

        Assert.That(string.Join("; ", reported.Select(Line)), Is.EqualTo(expected));
    }

    [Test]
    public void Workflow_called_through_a_hidden_interface_is_an_error()
    {
        var reported = Project.Of("""
            public class C
            {
                private interface IBill { Task RunAsync(); }
                internal class Bill : IBill { [Workflow] public Task RunAsync() => Task.CompletedTask; }
                private readonly IBill _bill = new Bill();
                [Workflow] public Task GoAsync() => _bill.RunAsync();
            }
            """).Analyze();

        Assert.That(reported.Select(Line), Is.EqualTo(["DUR0011 _bill.RunAsync()"]));
    }

    [TestCase("DurableSdk.Sqlite", "")]
    [TestCase("DurableSdk.Extras", "DUR0019")]
    [TestCase("DurableSdk.Core.Tests", "DUR0019")]
    public void Only_our_own_assemblies_need_no_mark(string assembly, string expected)
    {
        var library = Project.OfFiles(assembly, ("Lib.cs", "namespace Lib; public class Service { [Step] public Task OneAsync() => Task.CompletedTask; public Task HelpAsync() => OneAsync(); }"));
        var reported = Project.Of("public class C { [Workflow] public async Task RunAsync() => await new Lib.Service().HelpAsync(); }")
            .With(Program.ReferenceTo(Emit(library.Compilation))).Analyze();

        Assert.That(string.Join(",", reported.Select(d => d.Id)), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Packages))]
    public void Packages_of_ours_need_no_mark(string assembly)
    {
        var library = Project.OfFiles(assembly, ("Lib.cs", "namespace Lib; public static class Routes { public static Task MapAsync() => Durable.Sleep(default); }"));
        var reported = Project.Of("public class C { [Workflow] public Task RunAsync() => Task.CompletedTask; public static Task MapAsync() => Lib.Routes.MapAsync(); }")
            .With(Program.ReferenceTo(Emit(library.Compilation))).Analyze();

        Assert.That(reported.Select(Line), Is.Empty);
    }

    /// <summary>What stands under <c>src</c>, but for the core, which the projects of these tests reference themselves.</summary>
    private static IEnumerable<string> Packages() => Pages.FoldersIn("src").Where(name => name != "DurableSdk.Core");

    private static string Line(Diagnostic reported) =>
        $"{reported.Id} {reported.Location.SourceTree!.GetText().ToString(reported.Location.SourceSpan)}";

    [Test]
    public void Rules_obey_the_pragmas_of_the_source() => Assert.That(
        Project.Of("""
            public class C
            {
                #pragma warning disable DUR0003
                [Step] public int A() => 1;
            }
            """).Analyze(), Is.Empty);

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.That(compilation.Emit(stream).Success);
        return stream.ToArray();
    }
}

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
    [TestCase("await new Other().RunAsync();", "DUR0011", "new Other().RunAsync()")]
    [TestCase("await HelpAsync();", "", "")]
    [TestCase("dynamic d = \"a\"; await TextAsync(d);", "DUR0022", "TextAsync(d)")]
    [TestCase("_ = nameof(OneAsync) + nameof(Durable.Sleep); await OneAsync();", "", "")]
    [TestCase("Func<Task> f = () => OneAsync(); await f();", "", "")]
    [TestCase("Func<Task> f = new Other().RunAsync; await f();", "", "")]
    public void Call_that_is_not_recorded_is_an_error(string body, string rule, string at)
    {
        var reported = Project.Of($$"""
            public class Base { [Step] public virtual Task BaseAsync() => Task.CompletedTask; }
            public class Other { [Workflow] public Task RunAsync() => Task.CompletedTask; }
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
    public void Workflow_called_from_a_helper_of_its_class_is_an_error_and_from_elsewhere_a_plain_call()
    {
        var reported = Project.Of("""
            public class C
            {
                [Workflow] public async Task RunAsync() => await HelpAsync();
                private Task HelpAsync() => new C().RunAsync();
                [Step] public Task StepAsync() => new C().RunAsync();
            }
            public class Tests { public Task Test() => new C().RunAsync(); }
            """).Analyze();

        Assert.That(reported.Select(d => $"{d.Id} {d.Location.GetLineSpan().StartLinePosition.Line}"), Is.EqualTo(["DUR0011 3"]));
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

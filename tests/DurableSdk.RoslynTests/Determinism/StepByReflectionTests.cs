using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1031, and what passes the interceptors in a helper that a workflow reaches.</summary>
public sealed class StepByReflectionTests
{
    [TestCase("_ = {|DUR1031:typeof(OrderWorkflow).GetMethod(\"OneAsync\")|};")]
    [TestCase("_ = {|DUR1031:typeof(OrderWorkflow).GetMethod(nameof(OneAsync), BindingFlags.NonPublic | BindingFlags.Instance)|};")]
    [TestCase("_ = {|DUR1031:GetType().GetMethod(nameof(OneAsync))|};")]
    [TestCase("_ = {|DUR1031:this.GetType().GetTypeInfo().GetDeclaredMethod(\"OneAsync\")|};")]
    [TestCase("_ = {|DUR1031:typeof(OrderWorkflow).GetRuntimeMethod(\"OneAsync\", [])|};")]
    [TestCase("_ = {|DUR1031:typeof(OrderWorkflow).GetMember(\"OneAsync\")|};")]
    [TestCase("var type = typeof(OrderWorkflow); _ = {|DUR1031:type.GetMethod(\"OneAsync\")|};")]
    [TestCase("_ = typeof(OrderWorkflow)?{|DUR1031:.GetMethod(\"OneAsync\")|};")]
    [TestCase("const string Name = \"OneAsync\"; _ = {|DUR1031:typeof(OrderWorkflow).GetMethod(Name)|};")]
    [TestCase("_ = Find(typeof(OrderWorkflow));", "private static MethodInfo? Find(Type type) => {|DUR1031:type.GetMethod(nameof(OneAsync))|};")]
    [TestCase("_ = {|DUR1031:Delegate.CreateDelegate(typeof(Func<Task>), this, \"OneAsync\")|};")]
    [TestCase("_ = {|DUR1031:Delegate.CreateDelegate(typeof(Func<int, Task<int>>), typeof(OrderWorkflow), nameof(NumberAsync))|};")]
    [TestCase("_ = {|DUR1031:typeof(IPayments).GetMethod(\"ChargeAsync\")|};", "public interface IPayments { [Step] Task ChargeAsync(); }")]
    [TestCase("await {|DUR1031:Access(this, default)|};", "[System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = \"OneAsync\")] private static extern Task Access(OrderWorkflow w, CancellationToken cancel);")]
    [TestCase("Func<object?> f = () => {|DUR1031:typeof(OrderWorkflow).GetMethod(\"OneAsync\")|}; _ = f();")]
    [TestCase("A();", "private static void A() => B<int>(); private static void B<T>() => _ = C; private static object? C => {|DUR1031:typeof(OrderWorkflow).GetMethod(\"OneAsync\")|};")]
    public void Step_that_is_looked_up_by_name_is_an_error(string body, string members = "") => Check(body, members);

    [TestCase("_ = typeof(OrderWorkflow).GetMethod(\"Help\"); _ = typeof(OrderWorkflow).GetProperty(\"OneAsync\");", "private void Help() { }")]
    [TestCase("_ = typeof(string).GetMethod(\"OneAsync\"); _ = typeof(Other).GetMethod(\"OneAsync\");", "private sealed class Other { public void OneAsync() { } }")]
    [TestCase("_ = nameof(OneAsync); _ = Find(\"OneAsync\");", "private static string Find(string name) => name;")]
    [TestCase("await S();", "[Step] private Task S() { _ = typeof(OrderWorkflow).GetMethod(\"OneAsync\"); return Task.CompletedTask; }")]
    [TestCase("var type = Type.GetType(\"A\"); _ = type!.GetMethod(\"OneAsync\");")]
    [TestCase("""
        #pragma warning disable DUR1031
                _ = typeof(OrderWorkflow).GetMethod("OneAsync");
        #pragma warning restore DUR1031
        """)]
    public void Other_lookup_is_not(string body, string members = "") => Check(body, members);

    [Test]
    public void Message_says_what_to_write_and_is_an_error()
    {
        var reported = Expect.InWorkflow("_ = {|DUR1031:typeof(OrderWorkflow).GetMethod(\"OneAsync\")|};").Single();

        Assert.That($"{reported.Severity} {reported.GetMessage(null)}", Is.EqualTo("Error 'OneAsync' is a step; called through reflection it would run unrecorded: call it directly"));
    }

    [Test]
    public void Dynamic_call_of_a_step_in_a_helper_of_another_class_is_an_error() => Expect.Findings("""
        public sealed class W
        {
            [Workflow] public Task RunAsync() => Helper.GoAsync(this);
            [Step] public Task OneAsync() => Task.CompletedTask;
        }
        public static class Helper
        {
            public static Task GoAsync(dynamic d) { d.Other(); return {|DUR0022:d.OneAsync()|}; }
            public static Task Unreached(dynamic d) => d.OneAsync();
        }
        """);

    [Test]
    public void Library_without_the_generator_is_an_error_in_a_helper_of_another_class() => Expect.Findings("""
        public sealed class W { [Workflow] public Task RunAsync() => Helper.GoAsync(); }
        public static class Helper
        {
            public static Task GoAsync() => {|DUR0019:Lib.Service.HelpAsync()|};
            public static Task Unreached() => Lib.Service.HelpAsync();
        }
        """, Library("public class Service { [Step] public Task OneAsync() => Task.CompletedTask; public static Task HelpAsync() => new Service().OneAsync(); }"));

    [TestCase("typeof(W).GetMethod(")]
    [TestCase("typeof().GetMethod(\"OneAsync\"); typeof(W).GetMethod(nameof(")]
    [TestCase("Delegate.CreateDelegate(\"OneAsync\"); d.OneAsync(; Delegate.CreateDelegate();")]
    public void Half_typed_code_throws_nothing(string body) => Assert.That(
        () => Project.Of($"public class W {{ [Workflow] public async Task RunAsync(dynamic d) {{ {body} }} [Step] public Task OneAsync() => Task.CompletedTask; }}").AnalyzeDeterminism(),
        Throws.Nothing);

    private static void Check(string body, string members) => Expect.Findings([
        ("Usings.Reflection.cs", "global using System.Reflection;"),
        ("Case.cs", $$"""
            public sealed class OrderWorkflow
            {
                [Workflow] public async Task RunAsync()
                {
                    await OneAsync();
                    {{body}}
                }
                [Step] private Task OneAsync(CancellationToken cancel = default) => Task.CompletedTask;
                [Step] private static Task<int> NumberAsync(int number) => Task.FromResult(number);
                {{members}}
            }
            """)]);

    private static MetadataReference Library(string source)
    {
        using var stream = new MemoryStream();
        var result = Project.OfFiles("Lib", ("Lib.cs", "namespace Lib;\n" + source)).Compilation.Emit(stream);
        Assert.That(result.Success, () => string.Join("\n", result.Diagnostics));
        return Program.ReferenceTo(stream.ToArray());
    }
}

using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Whatever kind of method a step is, a call of it in a run is intercepted and does what the plain call does.</summary>
public sealed class MethodShapeTests
{
    [TestCase("private Task<int> OneAsync(int a) => Task.FromResult(a);", "OneAsync(7)", "7")]
    [TestCase("internal Task<int> OneAsync(int a) => Task.FromResult(a);", "OneAsync(7)", "7")]
    [TestCase("public static Task<int> OneAsync(int a) => Task.FromResult(a);", "OneAsync(7)", "7")]
    [TestCase("private static Task<int> OneAsync(int a) => Task.FromResult(a);", "OneAsync(7)", "7")]
    [TestCase("private ValueTask<int> OneAsync(int a) => new(a);", "OneAsync(7)", "7")]
    [TestCase("private async ValueTask<int> OneAsync(int a) { await Task.Yield(); return a; }", "OneAsync(7)", "7")]
    [TestCase("private Task<T> OneAsync<T>(T a) => Task.FromResult(a);", "OneAsync(7)", "7")]
    [TestCase("public Task<T> OneAsync<T>(T a) where T : notnull => Task.FromResult(a);", "OneAsync<string>(\"x\")", "x")]
    [TestCase("private static Task<T> OneAsync<T, U>(T a, U b) where T : struct where U : class, new() => Task.FromResult(a);", "OneAsync(7, new object())", "7")]
    [TestCase("private Task<int> OneAsync(params int[] a) => Task.FromResult(a.Sum());", "OneAsync(1, 2, 4)", "7")]
    [TestCase("private Task<int> OneAsync(params List<int> a) => Task.FromResult(a.Sum());", "OneAsync(1, 2, 4)", "7")]
    [TestCase("private Task<int> OneAsync(int a = 3, int b = 4) => Task.FromResult(a + b);", "OneAsync()", "7")]
    [TestCase("private Task<int> OneAsync(int a, int b) => Task.FromResult(a - b);", "OneAsync(b: 3, a: 10)", "7")]
    [TestCase("private Task<(int X, string Y)> OneAsync((int X, string Y) a) => Task.FromResult(a);", "OneAsync((1, \"y\"))", "(1, y)")]
    [TestCase("private Task<int?> OneAsync(int? a) => Task.FromResult(a);", "OneAsync(null)", "")]
    [TestCase("private Task<string?> OneAsync(string? a) => Task.FromResult(a);", "OneAsync(null)", "")]
    [TestCase("private Task<string?[]> OneAsync(List<string?>? a, string?[]?[] b) => Task.FromResult(new string?[] { a?[0] });", "OneAsync(null, [])", "System.String[]")]
    [TestCase("private Task<Item> OneAsync(Item a) => Task.FromResult(a with { Name = \"n\" });", "OneAsync(new Item(1, \"m\"))", "Item { Id = 1, Name = n }")]
    [TestCase("private Task<DayOfWeek> OneAsync(DayOfWeek a = DayOfWeek.Friday) => Task.FromResult(a);", "OneAsync()", "Friday")]
    [TestCase("private Task<int> OneAsync(CancellationToken cancel, int a) => Task.FromResult(cancel.CanBeCanceled ? 0 : a);", "OneAsync(new CancellationTokenSource().Token, 7)", "7")]
    [TestCase("private Task<int> OneAsync(int self, int run, int @class, int arguments, int target, int cancel, int writer, int serializer, int reader) => Task.FromResult(self);", "OneAsync(7, 1, 1, 1, 1, 1, 1, 1, 1)", "7")]
    [TestCase("private Task<int> OneAsync(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9) => Task.FromResult(a9);", "OneAsync(1, 2, 3, 4, 5, 6, 7, 8, 9)", "9")]
    [TestCase("private Task<dynamic> OneAsync(dynamic a) => Task.FromResult<dynamic>(\"d\");", "OneAsync((object)\"x\")", "d")]
    [TestCase("private Task<string> OneAsync<T>() where T : allows ref struct => Task.FromResult(typeof(T).Name);", "OneAsync<Span<int>>()", "Span`1")]
    [TestCase("private Task<Step> OneAsync<Step>(Step a) => Task.FromResult(a);", "OneAsync(7)", "7")]
    [TestCase("private Task<int> OneAsync(int a) => Task.FromResult(a); [Step(Name = \"a\\nb\")] private Task<int> TwoAsync() => Task.FromResult(1); public Task GoAsync() => TwoAsync();", "OneAsync(7)", "7")]
    [TestCase("protected Task<int> OneAsync(int a) => Task.FromResult(a);", "OneAsync(7)", "7")]
    [TestCase("protected internal Task<int> OneAsync(int a) => Task.FromResult(a);", "this.OneAsync(7)", "7")]
    public async Task Step_of_any_shape_is_intercepted(string step, string call, string expected)
    {
        var (scope, result) = await Program.RunAsync($$"""
            public record Item(int Id, string Name);
            public class OrderWorkflow
            {
                [Workflow] public async Task<string> RunAsync() => $"{await {{call}}}";
                [Step] {{step}}
            }
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow().RunAsync(); }
            """);

        Assert.That(result, Is.EqualTo(expected));
        Assert.That(scope.Sites, Is.EqualTo(["OneAsync#1"]));
    }

    [TestCase("private async Task OneAsync(List<string> log) => log.Add(\"x\");")]
    [TestCase("private static async ValueTask OneAsync(List<string> log) => log.Add(\"x\");")]
    [TestCase("public Task OneAsync() => Task.CompletedTask;")]
    public async Task Step_without_a_result_is_intercepted(string step)
    {
        var (scope, _) = await Program.RunAsync($$"""
            #pragma warning disable CS1998
            public class OrderWorkflow
            {
                [Workflow] public async Task RunAsync() => await OneAsync({{(step.Contains("log", StringComparison.Ordinal) ? "[]" : "")}});
                [Step] {{step}}
            }
            public static class Case { public static async Task<string> RunAsync() { await new OrderWorkflow().RunAsync(); return ""; } }
            """);

        Assert.That(scope.Sites, Is.EqualTo(["OneAsync#1"]));
    }

    [Test]
    public async Task Overloads_are_told_apart()
    {
        var (scope, result) = await Program.RunAsync("""
            public class OrderWorkflow
            {
                [Workflow] public async Task<string> RunAsync() => await OneAsync(1) + await OneAsync("a") + await OneAsync<long>(3) + await OneAsync(1, 2);
                [Step] private Task<string> OneAsync(int a) => Task.FromResult("int ");
                [Step] private Task<string> OneAsync(string a) => Task.FromResult("string ");
                [Step] private Task<string> OneAsync<T>(T a) => Task.FromResult("T ");
                [Step(Name = "Two")] private Task<string> OneAsync(int a, int b) => Task.FromResult("two");
            }
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow().RunAsync(); }
            """);

        Assert.That(result, Is.EqualTo("int string T two"));
        Assert.That(scope.Sites, Is.EqualTo(["OneAsync#1", "OneAsync#2", "OneAsync#3", "Two#1"]));
    }

    [Test]
    public async Task Options_arrive_parsed_and_the_token_is_no_argument()
    {
        var (scope, _) = await Program.RunAsync("""
            public class OrderWorkflow
            {
                [Workflow] public Task<string> RunAsync() => ChargeAsync("o", 2, default);
                [Step(MaxAttempts = 5, RetryDelay = "250ms", Backoff = 1.5, MaxRetryDelay = "7d", Timeout = "30s", NonRetryable = [typeof(ArgumentException)], Pipeline = "payments", Arguments = ArgumentRecording.Hash)]
                private Task<string> ChargeAsync(string id, [NotCompared] int attempt, CancellationToken cancel) => Task.FromResult(id);
            }
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow().RunAsync(); }
            """);

        var options = scope.Options.Single();
        Assert.Multiple(() =>
        {
            Assert.That(scope.Arguments, Is.EqualTo(["id,attempt=[\"o\",2]"]));
            Assert.That(scope.NotCompared.Single(), Is.EqualTo([1]));
            Assert.That(options.MaxAttempts, Is.EqualTo(5));
            Assert.That(options.RetryDelay, Is.EqualTo(TimeSpan.FromMilliseconds(250)));
            Assert.That(options.Backoff, Is.EqualTo(1.5));
            Assert.That(options.MaxRetryDelay, Is.EqualTo(TimeSpan.FromDays(7)));
            Assert.That(options.Timeout, Is.EqualTo(TimeSpan.FromSeconds(30)));
            Assert.That(options.NonRetryable, Is.EqualTo([typeof(ArgumentException)]));
            Assert.That(options.Pipeline, Is.EqualTo("payments"));
            Assert.That(options.Arguments, Is.EqualTo(ArgumentRecording.Hash));
        });
    }

    [Test]
    public async Task What_the_compiler_says_of_the_caller_is_not_compared()
    {
        var (scope, result) = await Program.RunAsync("""
            using System.Runtime.CompilerServices;
            public class OrderWorkflow
            {
                [Workflow] public Task<string> RunAsync() => OneAsync("a" + "b");
                [Step] private Task<string> OneAsync(string a, [CallerMemberName] string b = "", [CallerLineNumber] int c = 0, [CallerFilePath] string d = "", [CallerArgumentExpression("a")] string e = "") =>
                    Task.FromResult($"{b} {c} {d} {e}");
            }
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow().RunAsync(); }
            """);

        Assert.That(result, Is.EqualTo("RunAsync 4 Case.cs \"a\" + \"b\""));
        Assert.That(scope.NotCompared.Single(), Is.EqualTo([1, 2, 3, 4]));
    }

    [Test]
    public async Task Experimental_and_specially_obsolete_types_are_reported_to_the_user_alone()
    {
        var (scope, _) = await Program.RunAsync(Project.OfFiles("App", ("Case.cs", """
            #pragma warning disable X1, X2, X3, X4, X5, X6
            using System.Diagnostics.CodeAnalysis;
            [Experimental("X1")] public record Item(int Id);
            [Obsolete("Old.", DiagnosticId = "X2")] public record Old(int Id);
            [Experimental("X3")] public class OrderWorkflow
            {
                [Workflow] public async Task<string> RunAsync(Item item) { try { return $"{await OneAsync([item])}"; } catch (FailedException) { return ""; } }
                [Step(NonRetryable = [typeof(RareException)]), Experimental("X4")] internal Task<Old> OneAsync(List<Item[]> a) => Task.FromResult(new Old(1));
                private static Task<Old> OneAsync(Item[] a) => new OrderWorkflow().OneAsync([a]);
            }
            [Experimental("X5")] public class FailedException(string message) : Exception(message) { public Old? Old { get; set; } }
            [Experimental("X6")] public class RareException : Exception;
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow().RunAsync(new Item(1)); }
            """), ("Stub.cs", ClientStub.Source)));

        Assert.That(scope.Sites, Is.EqualTo(["OrderWorkflow.OneAsync(Item[])/OneAsync#1"]));
    }

    [Test]
    public void Experimental_types_of_messages_and_of_constraints_are_reported_to_the_user_alone()
    {
        var image = Project.Of("""
            #pragma warning disable X1, X2, X3, X4, X5, X6, X7
            using System.Diagnostics.CodeAnalysis;
            [Experimental("X1")] public record One;
            [Experimental("X2")] public record Two;
            [Experimental("X3")] public record Three;
            [Experimental("X4")] public record Four;
            [Experimental("X5")] public record Five;
            [Obsolete("Old.", DiagnosticId = "X6")] public record Six;
            [Experimental("X7")] public interface ISeven;
            public class W
            {
                private readonly Two? _two = new();
                [Workflow] public Task RunAsync() => Durable.WaitForSignal<Five>("five");
                [Signal] public void Put(One one) { }
                [Query] public Two? Current => _two;
                [Query] public int Count(Three three) => 1;
                [Update(Validate = nameof(Can))] public Four Change(Six six) => new();
                [Experimental("X6")] private bool Can(Six six) => true;
            }
            public class Outer<T> where T : ISeven { public class Inner { [Step] private Task OneAsync() => Task.CompletedTask; public Task GoAsync() => OneAsync(); } }
            """).With(RealHost.References).Build();

        Assert.That(image, Is.Not.Empty, "without a warning");
    }

    [TestCase("public interface IOne { [Step] Task<string> OneAsync(string id, [NotCompared] int attempt); } public class One : IOne { public Task<string> OneAsync(string id, int attempt) => Task.FromResult(\"x\"); }")]
    [TestCase("public class Base { [Step] public virtual Task<string> OneAsync(string id, [NotCompared] int attempt) => null!; } public class One : Base { public override Task<string> OneAsync(string id, int attempt) => Task.FromResult(\"x\"); }")]
    [TestCase("public interface IOne<T> { [Step] Task<string> OneAsync(T id, [NotCompared] int attempt); } public class Base : IOne<string> { public virtual Task<string> OneAsync(string id, int attempt) => null!; } public class One : Base { public override Task<string> OneAsync(string id, int attempt) => Task.FromResult(\"x\"); }")]
    public async Task Parameter_that_is_not_compared_is_inherited_with_the_step(string types)
    {
        var (scope, _) = await Program.RunAsync($$"""
            {{types}}
            public static class Case { public static Task<string> RunAsync() => new One().OneAsync("a", 2); }
            """);

        Assert.That(scope.NotCompared.Single(), Is.EqualTo([1]));
    }

    [Test]
    public async Task Outside_a_run_a_step_is_the_plain_method()
    {
        var result = await Program.RunOutsideAsync("""
            public class OrderWorkflow
            {
                [Workflow] public async Task<string> RunAsync() { await TwoAsync(); return await OneAsync<string>("plain"); }
                [Step] private Task<T> OneAsync<T>(T a, CancellationToken cancel = default) => Task.FromResult(a);
                [Step] private static ValueTask TwoAsync() => default;
            }
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow().RunAsync(); }
            """);

        Assert.That(result, Is.EqualTo("plain"));
    }
}

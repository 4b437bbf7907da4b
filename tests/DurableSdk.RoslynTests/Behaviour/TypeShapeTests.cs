using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Whatever type declares a step, a call of it in a run is intercepted.</summary>
public sealed class TypeShapeTests
{
    [TestCase("Nested type", "public class Outer { internal class Inner { [Step] private Task<string> OneAsync() => Task.FromResult(\"x\"); public Task<string> GoAsync() => OneAsync(); } }", "new Outer.Inner().GoAsync()", "Outer.Inner.GoAsync()/OneAsync#1")]
    [TestCase("Generic type", "public class Box<T>(T value) where T : notnull { [Step] private Task<T> OneAsync() => Task.FromResult(value); public async Task<string> GoAsync() => $\"{await OneAsync()}\"; }", "new Box<string>(\"x\").GoAsync()", "Box<T>.GoAsync()/OneAsync#1")]
    [TestCase("Generic step of a nested generic type", "public class Box<T> { public class In<U> { [Step] private Task<string> OneAsync<V>(T t, U u, V v) => Task.FromResult(\"x\"); public Task<string> GoAsync(T t, U u) => OneAsync<int>(t, u, 1); } }", "new Box<int>.In<string>().GoAsync(1, \"\")", "Box<T>.In<U>.GoAsync(T, U)/OneAsync#1")]
    [TestCase("Private static step of a generic type", "public class Box<T> { [Step] private static Task<string> OneAsync<U>(U u) => Task.FromResult(\"x\"); public Task<string> GoAsync() => OneAsync<T>(default!); }", "new Box<int>().GoAsync()", "Box<T>.GoAsync()/OneAsync#1")]
    [TestCase("Private step of a static class", "public static class Flow { [Step] private static Task<string> OneAsync(int a) => Task.FromResult(\"x\"); public static Task<string> GoAsync() => OneAsync(1); }", "Flow.GoAsync()", "Flow.GoAsync()/OneAsync#1")]
    [TestCase("Private step of a nested static class", "public static class Flow { public static class In { [Step] private static Task<string> OneAsync(int a) => Task.FromResult(\"x\"); public static Task<string> GoAsync() => OneAsync(1); } }", "Flow.In.GoAsync()", "Flow.In.GoAsync()/OneAsync#1")]
    [TestCase("Private step of a generic static class", "public static class Flow<T> { [Step] private static Task<string> OneAsync(T a) => Task.FromResult(\"x\"); public static Task<string> GoAsync() => OneAsync(default!); }", "Flow<int>.GoAsync()", "Flow<T>.GoAsync()/OneAsync#1")]
    [TestCase("Static step of a struct", "public struct Flow { [Step] private static Task<string> OneAsync() => Task.FromResult(\"x\"); public static Task<string> GoAsync() => OneAsync(); }", "Flow.GoAsync()", "Flow.GoAsync()/OneAsync#1")]
    [TestCase("Interface", "public interface IOne { [Step] Task<string> OneAsync(int a); } public class One : IOne { public Task<string> OneAsync(int a) => Task.FromResult(\"x\"); public static Task<string> GoAsync(IOne one) => one.OneAsync(1); }", "One.GoAsync(new One())", "One.GoAsync(IOne)/OneAsync#1")]
    [TestCase("Call of the implementing class", "public interface IOne { [Step] Task<string> OneAsync(int a); } public class One : IOne { public Task<string> OneAsync(int a) => Task.FromResult(\"x\"); public Task<string> GoAsync() => OneAsync(1); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Override of what implements an interface's step", "public interface IOne { [Step] Task<string> OneAsync(); } public class Base : IOne { public virtual Task<string> OneAsync() => Task.FromResult(\"b\"); } public class One : Base { public override Task<string> OneAsync() => Task.FromResult(\"x\"); public Task<string> GoAsync() => OneAsync(); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Struct through its interface", "public interface IOne { [Step] Task<string> OneAsync(); } public struct One : IOne { public Task<string> OneAsync() => Task.FromResult(\"x\"); public Task<string> GoAsync() => ((IOne)this).OneAsync(); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Generic interface", "public interface IOne<T> { [Step] Task<T> OneAsync(T a); } public class One : IOne<string> { public Task<string> OneAsync(string a) => Task.FromResult(a); public static Task<string> GoAsync(IOne<string> one) => one.OneAsync(\"x\"); }", "One.GoAsync(new One())", "One.GoAsync(IOne<string>)/OneAsync#1")]
    [TestCase("Default interface member", "public interface IOne { [Step] Task<string> OneAsync(int a) => Task.FromResult(\"x\"); } public class One : IOne { public static Task<string> GoAsync(IOne one) => one.OneAsync(1); }", "One.GoAsync(new One())", "One.GoAsync(IOne)/OneAsync#1")]
    [TestCase("Private interface member", "public interface IOne { [Step] private Task<string> OneAsync(int a) => Task.FromResult(\"x\"); Task<string> TwoAsync() => OneAsync(1); } public class One : IOne { public static Task<string> GoAsync(IOne one) => one.TwoAsync(); }", "One.GoAsync(new One())", "IOne.TwoAsync()/OneAsync#1")]
    [TestCase("Static interface member", "public interface IOne { [Step] static Task<string> OneAsync(int a) => Task.FromResult(\"x\"); } public class One { public static Task<string> GoAsync() => IOne.OneAsync(1); }", "One.GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Base class", "public abstract class Base { [Step] protected Task<string> OneAsync() => Task.FromResult(\"x\"); } public class One : Base { public Task<string> GoAsync() => OneAsync(); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Abstract step, overridden", "public abstract class Base { [Step] protected abstract Task<string> OneAsync(); public Task<string> GoAsync() => OneAsync(); } public class One : Base { protected override Task<string> OneAsync() => Task.FromResult(\"x\"); }", "new One().GoAsync()", "Base.GoAsync()/OneAsync#1")]
    [TestCase("Virtual step, overridden", "public class Base { [Step] protected virtual Task<string> OneAsync() => Task.FromResult(\"b\"); public Task<string> GoAsync() => OneAsync(); } public class One : Base { protected override Task<string> OneAsync() => Task.FromResult(\"x\"); }", "new One().GoAsync()", "Base.GoAsync()/OneAsync#1")]
    [TestCase("Call of an override", "public class Base { [Step] public virtual Task<string> OneAsync() => Task.FromResult(\"b\"); } public class One : Base { public override Task<string> OneAsync() => Task.FromResult(\"x\"); public Task<string> GoAsync() => OneAsync(); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Override of what implements an interface's step", "public interface IOne { [Step] Task<string> OneAsync(); } public class Base : IOne { public virtual Task<string> OneAsync() => Task.FromResult(\"b\"); } public class One : Base { public override Task<string> OneAsync() => Task.FromResult(\"x\"); public Task<string> GoAsync() => OneAsync(); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Struct through its interface", "public interface IOne { [Step] Task<string> OneAsync(); } public struct One : IOne { public Task<string> OneAsync() => Task.FromResult(\"x\"); public Task<string> GoAsync() => ((IOne)this).OneAsync(); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Type and step whose generated names are one", "public class Run_ { [Step] private Task<string> Run() => Task.FromResult(\"x\"); public Task<string> GoAsync() => Run(); }", "new Run_().GoAsync()", "Run_.GoAsync()/Run#1")]
    [TestCase("Type and accessor whose generated names are one", "namespace Run_ { public class Call { [Step] private Task<string> Run() => Task.FromResult(\"x\"); public Task<string> GoAsync() => Run(); } }", "new Run_.Call().GoAsync()", "Run_.Call.GoAsync()/Run#1")]
    [TestCase("Private static step in namespaces that are keywords", "namespace Acme.@internal.@event { public static class One { [Step] private static Task<string> OneAsync() => Task.FromResult(\"x\"); public static Task<string> GoAsync() => OneAsync(); } }", "Acme.@internal.@event.One.GoAsync()", "Acme.internal.event.One.GoAsync()/OneAsync#1")]
    [TestCase("Record", "public record One(string Text) { [Step] private Task<string> OneAsync() => Task.FromResult(Text); public Task<string> GoAsync() => OneAsync(); }", "new One(\"x\").GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Partial class", "public partial class One { [Step] private partial Task<string> OneAsync(); public Task<string> GoAsync() => OneAsync(); } public partial class One { private partial Task<string> OneAsync() => Task.FromResult(\"x\"); }", "new One().GoAsync()", "One.GoAsync()/OneAsync#1")]
    [TestCase("Extension", "public static class Ext { [Step] public static Task<string> OneAsync(this string text, int n) => Task.FromResult(text); public static Task<string> GoAsync() => \"x\".OneAsync(1); }", "Ext.GoAsync()", "Ext.GoAsync()/OneAsync#1")]
    [TestCase("Extension called as a static method", "public static class Ext { [Step] internal static Task<string> OneAsync<T>(this T text, int n) => Task.FromResult($\"{text}\"); public static Task<string> GoAsync() => Ext.OneAsync(\"x\", 1); }", "Ext.GoAsync()", "Ext.GoAsync()/OneAsync#1")]
    [TestCase("Private generic extension", "public static class Ext { [Step] private static Task<string> OneAsync<T>(this List<T> text, int n) => Task.FromResult($\"{text[0]}\"); public static Task<string> GoAsync() => new List<string> { \"x\" }.OneAsync(1); }", "Ext.GoAsync()", "Ext.GoAsync()/OneAsync#1")]
    public async Task Step_of_any_type_is_intercepted(string what, string types, string call, string site)
    {
        var (scope, result) = await Program.RunAsync($$"""
            {{types}}
            public static class Case { public static Task<string> RunAsync() => {{call}}; }
            """);

        Assert.That(result, Is.EqualTo("x"), what);
        Assert.That(scope.Sites, Is.EqualTo([site]), what);
    }

    [Test]
    public async Task Argument_that_another_generator_makes_is_passed_on()
    {
        var (scope, result) = await Program.RunAsync(Project.Of("""
            public partial record struct OrderId(string Text);
            public static class F { [Step] public static Task<string> OneAsync(string id) => Task.FromResult(id); }
            public static class G { [Step] public static Task<T> TwoAsync<T>(T id) => Task.FromResult(id); }
            public static class Case { public static async Task<string> RunAsync() => await F.OneAsync(new OrderId("x").Value) + await G.TwoAsync(new OrderId("y").Value); }
            """).WithForeign("public partial record struct OrderId { public string Value => Text; }"));

        Assert.That(result, Is.EqualTo("xy"));
        Assert.That(scope.Sites, Is.EqualTo(["Case.RunAsync()/OneAsync#1", "Case.RunAsync()/TwoAsync#1"]));
    }

    [Test]
    public async Task Call_in_an_expression_tree_stays_that_of_the_method_itself()
    {
        var result = await Program.RunOutsideAsync("""
            using System.Linq.Expressions;
            public interface IOne { [Step] Task<string> OneAsync(string text); }
            public static class Case
            {
                public static Task<string> RunAsync()
                {
                    Expression<Func<IOne, Task<string>>> call = one => one.OneAsync("a");
                    var queried = (from one in Array.Empty<IOne>().AsQueryable() select one.OneAsync("b")).Expression;
                    return Task.FromResult($"{call.Body} {((UnaryExpression)((MethodCallExpression)queried).Arguments[1]).Operand}");
                }
            }
            """);

        Assert.That(result, Is.EqualTo("one.OneAsync(\"a\") one => one.OneAsync(\"b\")"));
    }

    [Test]
    public async Task Injected_service_is_known_by_the_type_that_the_call_sees()
    {
        var (scope, _) = await Program.RunAsync("""
            namespace Shop
            {
                public interface IRepository<T> { [Step] Task<T> LoadAsync(string id); }
                public class Strings : IRepository<string> { public Task<string> LoadAsync(string id) => Task.FromResult(id); }
                public class OrderWorkflow(IRepository<string> repository)
                {
                    [Workflow] public Task<string> RunAsync() => repository.LoadAsync("a");
                }
            }
            public static class Case { public static Task<string> RunAsync() => new Shop.OrderWorkflow(new Shop.Strings()).RunAsync(); }
            """);

        Assert.That(scope.Sites, Is.EqualTo(["LoadAsync#1"]));
        Assert.That(scope.Services.Single()!.ToString(), Is.EqualTo("Shop.IRepository`1[System.String]"));
    }
}

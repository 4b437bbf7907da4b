using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Whatever shape a compensation has, it is called with what it takes, read back from JSON.</summary>
public sealed class CompensationTests
{
    [TestCase("[Step(Compensate = nameof(Undo))] private Task<string> OneAsync(int a) => Task.FromResult(\"r\"); private Task Undo(string r) => Note(r);", "r")]
    [TestCase("[Step(Compensate = nameof(Undo))] private Task<string> OneAsync(int a) => Task.FromResult(\"r\"); private static ValueTask Undo(int a) => new(Note($\"{a}\"));", "7")]
    [TestCase("[Step(Compensate = nameof(Undo))] internal ValueTask<string> OneAsync(int a) => new(\"r\"); public async ValueTask<int> Undo(int a, string r, CancellationToken cancel) { await Note($\"{a}{r}\"); return 1; }", "7r")]
    [TestCase("[Step(Compensate = nameof(Undo))] private Task<string?> OneAsync(int a) => Task.FromResult<string?>(null); private Task<object> Undo(string? r) { Note(r ?? \"null\"); return Task.FromResult<object>(1); }", "null")]
    [TestCase("[Step(Compensate = nameof(Undo))] private Task<T> OneAsync<T>(T a) => Task.FromResult(a); private Task? Undo<U>(U a, U r) => Note($\"{a}{r}{typeof(U).Name}\");", "77Int32")]
    [TestCase("[Step(Compensate = nameof(Undo))] private static Task OneAsync(int a) => Task.CompletedTask; [Step(MaxAttempts = 9)] private static Task Undo(int a) => Note($\"{a}\");", "7")]
    [TestCase("[Step(Compensate = nameof(Undo))] private Task<string> OneAsync(int a, int b = 1, int c = 2, int d = 3, int e = 4, int f = 5, int g = 6, int h = 7) => Task.FromResult(\"r\"); private Task Undo(int a, int b, int c, int d, int e, int f, int g, int h, string r) => Note($\"{a}{b}{h}{r}\");", "717r")]
    public async Task Compensation_of_any_shape_undoes_its_step(string members, string expected)
    {
        var (_, result) = await Program.RunAsync($$"""
            #nullable enable
            public class OrderWorkflow
            {
                internal static string Noted = "";
                [Workflow] public async Task RunAsync() => await OneAsync(7);
                {{members}}
                private static Task Note(string text) { Noted += text; return Task.CompletedTask; }
            }
            public static class Case { public static async Task<string> RunAsync() { await new OrderWorkflow().RunAsync(); return OrderWorkflow.Noted; } }
            """, undo: true);

        Assert.That(result, Is.EqualTo(expected));
    }

    [Test]
    public async Task Compensation_lives_where_the_attribute_stands()
    {
        var (_, result) = await Program.RunAsync("""
            public interface IStore<T> { [Step(Compensate = nameof(Undo))] Task<List<T>> PutAsync(T a); Task Undo(List<T> r); }
            public class Store<T> : IStore<T>
            {
                public virtual Task<List<T>> PutAsync(T a) => Task.FromResult(new List<T> { a });
                Task IStore<T>.Undo(List<T> r) { OrderWorkflow.Noted += $"store {r[0]} "; return Task.CompletedTask; }
            }
            public class Base<T> { [Step(Compensate = nameof(Undo))] public virtual Task GetAsync(T a) => Task.CompletedTask; protected virtual Task Undo(T a) { OrderWorkflow.Noted += $"base {a} "; return Task.CompletedTask; } }
            public class Derived : Base<int> { [Step(Compensate = nameof(Undo))] public override Task GetAsync(int a) => Task.CompletedTask; protected override Task Undo(int a) { OrderWorkflow.Noted += $"derived {a} "; return Task.CompletedTask; } }
            public class OrderWorkflow
            {
                internal static string Noted = "";
                [Workflow] public async Task RunAsync()
                {
                    IStore<string> declared = new Store<string>();
                    await declared.PutAsync("a");
                    await new Store<int>().PutAsync(1);
                    Base<int> derived = new Derived();
                    await derived.GetAsync(2);
                    await new Derived().GetAsync(3);
                }
            }
            public static class Case { public static async Task<string> RunAsync() { await new OrderWorkflow().RunAsync(); return OrderWorkflow.Noted; } }
            """, undo: true);

        Assert.That(result, Is.EqualTo("store a store 1 derived 2 derived 3 "));
    }
}

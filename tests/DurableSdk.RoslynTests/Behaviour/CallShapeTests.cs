using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Wherever and however a step is called, the call is intercepted, and its site is numbered in source order.</summary>
public sealed class CallShapeTests
{
    [TestCase("return await this.OneAsync(\"a\");", "a", "OneAsync#1")]
    [TestCase("OrderWorkflow? self = this; return await (self?.OneAsync(\"a\") ?? Task.FromResult(\"\"));", "a", "OneAsync#1")]
    [TestCase("var self = this; return await self!.OneAsync(\"a\").ConfigureAwait(true);", "a", "OneAsync#1")]
    [TestCase("return await OneAsync(await OneAsync(\"a\") + await OneAsync(\"b\"));", "ab", "OneAsync#2,OneAsync#3,OneAsync#1")]
    [TestCase("Func<string, Task<string>> f = async x => await OneAsync(x); return await f(\"a\") + await OneAsync(\"b\");", "ab", "OneAsync#1,OneAsync#2")]
    [TestCase("return await Local(\"a\") + await OneAsync(\"b\"); async Task<string> Local(string x) => await OneAsync(x);", "ab", "OneAsync#2,OneAsync#1")]
    [TestCase("var s = \"\"; for (var i = 0; i < 3; i++) s += await OneAsync($\"{i}\"); return s;", "012", "OneAsync#1,OneAsync#1,OneAsync#1")]
    [TestCase("var s = \"\"; foreach (var x in new[] { 1, 2 }) { s += await OneAsync($\"{x}\"); } while (s.Length < 3) s += await OneAsync(\"w\"); return s;", "12w", "OneAsync#1,OneAsync#1,OneAsync#2")]
    [TestCase("try { await FailAsync(); return \"\"; } catch (InvalidOperationException) { return await OneAsync(\"c\"); } finally { await OneAsync(\"f\"); }", "c", "FailAsync#1,OneAsync#1,OneAsync#2")]
    [TestCase("await using var r = new Resource(); using var c = new CancellationTokenSource(); return await OneAsync(r.Text);", "r", "OneAsync#1")]
    [TestCase("return await OneAsync(\"a\") switch { \"a\" => await OneAsync(\"x\"), { Length: > 3 } => await OneAsync(\"y\"), _ => \"\" };", "x", "OneAsync#1,OneAsync#2")]
    [TestCase("switch (await OneAsync(\"a\")) { case \"b\": return \"\"; case var s when s == await OneAsync(\"a\"): return await OneAsync(\"z\"); } return \"\";", "z", "OneAsync#1,OneAsync#2,OneAsync#3")]
    [TestCase("if (await OneAsync(\"a\") is { Length: 1 } s) return s; return \"\";", "a", "OneAsync#1")]
    [TestCase("var both = await Task.WhenAll(OneAsync(\"a\"), OneAsync(\"b\")); return both[0] + both[1];", "ab", "OneAsync#1,OneAsync#2")]
    [TestCase("var all = await Task.WhenAll(new[] { \"a\", \"b\" }.Select(x => OneAsync(x))); return all[0] + all[1];", "ab", "OneAsync#1,OneAsync#1")]
    [TestCase("return string.Concat(await Task.WhenAll(from x in new[] { \"a\" } select OneAsync(x)));", "a", "OneAsync#1")]
    [TestCase("await Durable.Sleep(TimeSpan.FromHours(1)); await Durable.SleepUntil(DateTimeOffset.MaxValue); await Durable.Sleep(default); return \"\";", "", "Sleep#1,SleepUntil#1,Sleep#2")]
    [TestCase("return await OneAsync(\"a\").WithTimeout(TimeSpan.FromHours(1)) + await DurableTaskExtensions.WithTimeout(OneAsync(\"b\"), default);", "ab", "OneAsync#1,WithTimeout#1,OneAsync#2,WithTimeout#2")]
    [TestCase("await Task.WhenAll(OneAsync(\"a\"), Durable.Sleep(default)).WithTimeout(default); Task? no = null; await (no?.WithTimeout(default) ?? Task.CompletedTask); return \"\";", "", "OneAsync#1,Sleep#1,WithTimeout#1")]
    [TestCase("Durable.SetStatus(\"begun\"); Durable.SetAttribute(\"total\", 42); Durable.SetAttribute(value: null, key: \"total\"); Durable.SetStatus(null); return await OneAsync(\"a\");", "a", "SetStatus#1,SetAttribute#1,SetAttribute#2,SetStatus#2,OneAsync#1")]
    [TestCase("Durable.SetAttribute(\"a\", DayOfWeek.Monday); Durable.SetAttribute(\"b\", 1.5m); Durable.SetAttribute(\"c\", await OneAsync(\"x\")); return \"\";", "", "SetAttribute#1,SetAttribute#2,OneAsync#1,SetAttribute#3")]
    [TestCase("await new ValueTask(OneAsync(\"a\")).WithTimeout(default); return await new ValueTask<string>(OneAsync(\"b\")).WithTimeout(default);", "b", "OneAsync#1,WithTimeout#1,OneAsync#2,WithTimeout#2")]
    [TestCase("var s = \"\"; await foreach (var t in Task.WhenEach(OneAsync(\"a\"), OneAsync(\"b\"))) s += await t; return s;", "ab", "OneAsync#1,OneAsync#2,WhenEach")]
    [TestCase("var s = \"\"; await foreach (var t in Task.WhenEach(new List<Task<string>> { OneAsync(\"a\") })) s += await t; return s;", "a", "OneAsync#1,WhenEach")]
    [TestCase("var tasks = new Task<string>[] { OneAsync(\"a\") }; var s = \"\"; await foreach (var t in Task.WhenEach(tasks)) s += await t; return s;", "a", "OneAsync#1,WhenEach")]
    [TestCase("var tasks = new Task[] { OneAsync(\"a\") }; await foreach (var t in Task.WhenEach(tasks)) await t; return \"\";", "", "OneAsync#1,WhenEach")]
    [TestCase("IEnumerable<Task> tasks = [Durable.Sleep(default)]; await foreach (var t in Task.WhenEach(tasks)) await t; return \"\";", "", "Sleep#1,WhenEach")]
    [TestCase("await foreach (var t in Task.WhenEach(Durable.Sleep(default), Durable.Sleep(default))) await t; return \"\";", "", "Sleep#1,Sleep#2,WhenEach")]
    [TestCase("await foreach (var x in PagesAsync()) return x; return \"\";", "p", "OrderWorkflow.PagesAsync()/OneAsync#1")]
    [TestCase("return await new Helper(this).GoAsync(\"a\") + await Helper.GoAsync(this, 1);", "a1", "Helper.GoAsync(string)/OneAsync#1,Helper.GoAsync(OrderWorkflow, int)/OneAsync#1")]
    [TestCase("return await Lazy(\"a\") + Text;", "at", "OrderWorkflow.OrderWorkflow()/OneAsync#1,OrderWorkflow.Text.get/OneAsync#1")]
    [TestCase("unsafe { int x = 1; int* p = &x; } lock (this) { } checked { return await OneAsync(\"a\"); }", "a", "OneAsync#1")]
    public async Task Call_of_any_kind_is_intercepted(string body, string expected, string sites)
    {
        var (scope, result) = await Program.RunAsync($$"""
            public sealed class Resource : IAsyncDisposable { public string Text => "r"; public ValueTask DisposeAsync() => default; }
            public sealed class Helper(OrderWorkflow workflow)
            {
                public Task<string> GoAsync(string x) => workflow.OneAsync(x);
                public static Task<string> GoAsync(OrderWorkflow workflow, int x) => workflow.OneAsync($"{x}");
            }
            public sealed class OrderWorkflow
            {
                [Workflow] public async Task<string> RunAsync() { {{body}} }
                [Step] public Task<string> OneAsync(string text) => Task.FromResult(text);
                [Step] private Task FailAsync() => throw new InvalidOperationException("no");
                private async IAsyncEnumerable<string> PagesAsync() { yield return await OneAsync("p"); }
                private readonly Func<string, Task<string>> Lazy;
                public OrderWorkflow() => Lazy = x => OneAsync(x);
                private string Text { get { var t = OneAsync("t"); return t.Result; } }
            }
            public static class Case { public static Task<string> RunAsync() => new OrderWorkflow().RunAsync(); }
            """);

        Assert.That(result, Is.EqualTo(expected));
        Assert.That(string.Join(",", scope.Sites), Is.EqualTo(sites));
    }
}

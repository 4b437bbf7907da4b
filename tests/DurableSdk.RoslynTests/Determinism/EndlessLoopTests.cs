namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1026.</summary>
public sealed class EndlessLoopTests
{
    [TestCase("{|DUR1026:while|} (true) await OneAsync();")]
    [TestCase("{|DUR1026:while|} (true) { await OneAsync(); await Durable.Sleep(TimeSpan.FromHours(1)); }")]
    [TestCase("{|DUR1026:for|} (;;) { await OneAsync(); }")]
    [TestCase("{|DUR1026:for|} (var i = 0; ; i++) { await NumberAsync(i); if (i == 3) continue; }")]
    [TestCase("{|DUR1026:do|} { await OneAsync(); } while (true);")]
    [TestCase("const bool Always = true; {|DUR1026:while|} (Always) await OneAsync();")]
    [TestCase("again: await OneAsync(); {|DUR1026:goto|} again;")]
    [TestCase("{|DUR1026:while|} (true) { foreach (var i in new[] { 1, 2 }) { if (i == 2) break; await NumberAsync(i); } }")]
    [TestCase("{|DUR1026:while|} (true) { await Task.WhenAll(new[] { 1 }.Select(async i => { await NumberAsync(i); return; })); }")]
    [TestCase("{|DUR1026:while|} (true) { await HelpAsync(); }", "private Task HelpAsync() => DeepAsync<int>(); private async Task DeepAsync<T>() => await OneAsync();")]
    [TestCase("await A();", "private Task A() => B(); private Task B() => C<int>(); private async Task C<T>() { {|DUR1026:while|} (true) await OneAsync(); }")]
    [TestCase("Func<Task> go = async () => { {|DUR1026:while|} (true) await OneAsync(); }; await go();")]
    public void Loop_without_end_is_reported(string body, string members = "") =>
        Expect.InWorkflow("#pragma warning disable CS0162\n" + body, members);

    [TestCase("while (true) { if (await NumberAsync(1) > 3) break; }")]
    [TestCase("while (true) { if (await NumberAsync(1) > 3) return; }")]
    [TestCase("while (true) { if (await NumberAsync(1) > 3) throw new InvalidOperationException(); }")]
    [TestCase("while (true) { if (await NumberAsync(1) > 3) goto done; } done: await OneAsync();")]
    [TestCase("while (true) { _ = await NumberAsync(1) is var n and < 3 ? n : throw new InvalidOperationException(); }")]
    [TestCase("for (var i = 0; i < 3; i++) await NumberAsync(i);")]
    [TestCase("var left = 3; while (left > 0) left = await NumberAsync(left - 1);")]
    [TestCase("do { await OneAsync(); } while (false);")]
    [TestCase("again: if (await NumberAsync(1) > 3) goto again;")]
    [TestCase("again: if (await NumberAsync(1) > 3) return; goto again;")]
    [TestCase("foreach (var i in Numbers()) { if (i > 3) break; await NumberAsync(i); }", "private static IEnumerable<int> Numbers() { for (var i = 0; ; i++) yield return i; }")]
    [TestCase("await foreach (var i in Items()) { if (i > 3) break; }", "private async IAsyncEnumerable<int> Items() { while (true) yield return await NumberAsync(1); }")]
    [TestCase("_ = Spin();", "private static int Spin() { var n = 0; while (true) { n++; if (n > 3) return n; } }")]
    [TestCase("", "private async Task UnreachedAsync() { while (true) await OneAsync(); }")]
    [TestCase("""
        #pragma warning disable DUR1026
                while (true) await OneAsync();
        #pragma warning restore DUR1026
        """)]
    public void Loop_with_an_end_is_silent(string body, string members = "") =>
        Expect.InWorkflow("#pragma warning disable CS0162, CS0164\n" + body, members);
}

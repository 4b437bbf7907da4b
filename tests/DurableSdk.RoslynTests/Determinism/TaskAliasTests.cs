namespace DurableSdk.RoslynTests.Determinism;

/// <summary>The rules of tasks go by what is meant, not by how it is written.</summary>
public sealed class TaskAliasTests
{
    [Test]
    public void Using_static_and_aliases_hide_nothing() => Expect.Findings("""
        using static System.Threading.Tasks.Task;
        using Json = System.Text.Json.JsonSerializer;
        using Later = System.Threading.Tasks.Task<int>;
        using Stop = System.Threading.CancellationToken;
        using Any = System.Exception;
        using static DurableSdk.Durable;
        public sealed class W
        {
            [Workflow] public async Task RunAsync()
            {
                await {|DUR1003:Delay(1)|};
                await {|DUR1004:Run(() => 1)|};
                await {|DUR1005:OneAsync().ConfigureAwait(false)|};
                await {|DUR1006:Json.SerializeAsync(new System.IO.MemoryStream(), 1)|};
                Later later = OneAsync();
                _ = {|DUR1007:later.Result|};
                _ = {|DUR1018:Sleep(TimeSpan.Zero)|};
                await OneAsync({|DUR1025:Stop.None|});
                try { await WhenAll(OneAsync(), FromResult(1)); } {|DUR1023:catch|} (Any) { }
                {|DUR1026:while|} (true) await SleepUntil(UtcNow);
            }
            [Step] private Later OneAsync(Stop cancel = default) => FromResult(1);
        }
        """);

    [Test]
    public void Extension_and_chain_of_helpers_in_other_files_hide_nothing()
    {
        var reported = Expect.Findings(
        [
            ("Workflow.cs", "public sealed class W { [Workflow] public Task RunAsync() => this.GoAsync(1); [Step] public Task OneAsync() => Task.CompletedTask; }"),
            ("Extensions.cs", "public static class Extensions { public static Task GoAsync<T>(this W w, T value) => Deep.Two(w); }"),
            ("Deep.cs", "public static class Deep { public static async Task Two(W w) { _ = {|DUR1018:w.OneAsync()|}; await {|DUR1005:w.OneAsync().ConfigureAwait(false)|}; } }"),
        ]);

        Assert.That(reported.Select(d => d.GetMessage(null)), Has.All.EndsWith("(reached by W.RunAsync → Extensions.GoAsync → Deep.Two)"));
    }
}

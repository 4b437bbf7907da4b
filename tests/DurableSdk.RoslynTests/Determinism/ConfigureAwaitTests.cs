namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1005.</summary>
public sealed class ConfigureAwaitTests
{
    [TestCase("await {|DUR1005:OneAsync().ConfigureAwait(false)|};")]
    [TestCase("await {|DUR1005:OneAsync().ConfigureAwait(continueOnCapturedContext: false)|};")]
    [TestCase("_ = await {|DUR1005:TextAsync(\"a\").ConfigureAwait(false)|};")]
    [TestCase("await {|DUR1005:OneAsync().ConfigureAwait(ConfigureAwaitOptions.None)|};")]
    [TestCase("await {|DUR1005:OneAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding)|};")]
    [TestCase("await {|DUR1005:OneAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)|};")]
    [TestCase("await {|DUR1005:new ValueTask(OneAsync()).ConfigureAwait(false)|};")]
    [TestCase("await {|DUR1005:new ValueTask<int>(NumberAsync(1)).ConfigureAwait(false)|};")]
    [TestCase("await foreach (var i in {|DUR1005:Items().ConfigureAwait(false)|}) _ = i;", "private async IAsyncEnumerable<int> Items() { await OneAsync(); yield return 1; }")]
    [TestCase("await foreach (var i in {|DUR1005:Items().WithCancellation(default).ConfigureAwait(false)|}) _ = i;", "private async IAsyncEnumerable<int> Items() { await OneAsync(); yield return 1; }")]
    [TestCase("await using ({|DUR1005:new Res().ConfigureAwait(false)|}) { }", "private sealed class Res : IAsyncDisposable { public ValueTask DisposeAsync() => default; }")]
    [TestCase("const bool Stay = false; await {|DUR1005:OneAsync().ConfigureAwait(Stay)|};")]
    [TestCase("await AAsync();", "private Task AAsync() => BAsync(); private async Task BAsync() => await CAsync<int>(); private async Task CAsync<T>() => await {|DUR1005:OneAsync().ConfigureAwait(false)|};")]
    [TestCase("await Task.WhenAll(new[] { 1 }.Select(async i => await {|DUR1005:NumberAsync(i).ConfigureAwait(false)|}));")]
    public void Await_that_gives_up_the_context_is_reported(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("await OneAsync().ConfigureAwait(true);")]
    [TestCase("await OneAsync().ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext);")]
    [TestCase("await OneAsync().ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);")]
    [TestCase("await OneAsync().ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.ForceYielding);")]
    [TestCase("await HelpAsync(true);", "private async Task HelpAsync(bool stay) => await OneAsync().ConfigureAwait(stay);")]
    [TestCase("await WorkAsync();", "[Step] private async Task WorkAsync() => await Task.Delay(1).ConfigureAwait(false);")]
    [TestCase("""
        #pragma warning disable DUR1005
                await OneAsync().ConfigureAwait(false);
        #pragma warning restore DUR1005
        """)]
    public void Await_that_keeps_the_context_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);
}

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1019.</summary>
public sealed class AsyncVoidTests
{
    [TestCase("Go();", "private async {|DUR1019:void|} Go() { await OneAsync(); }")]
    [TestCase("Go();", "private static async {|DUR1019:void|} Go() => await NumberAsync(1);")]
    [TestCase("A();", "private void A() => B(); private void B() => Go<int>(); private async {|DUR1019:void|} Go<T>() => await OneAsync();")]
    [TestCase("async {|DUR1019:void|} Local() => await OneAsync(); Local();")]
    [TestCase("new List<int> { 1 }.ForEach({|DUR1019:async|} i => await NumberAsync(i));")]
    [TestCase("Action go = {|DUR1019:async|} () => await OneAsync(); go();")]
    [TestCase("Action<int> go = {|DUR1019:async|} delegate (int i) { await NumberAsync(i); }; go(1);")]
    [TestCase("Action<int> go = static {|DUR1019:async|} i => await NumberAsync(i); go(1);")]
    [TestCase("Changed += {|DUR1019:async|} (_, _) => await OneAsync(); Changed?.Invoke(this, EventArgs.Empty);", "private event EventHandler? Changed;")]
    public void Code_that_nobody_can_await_is_reported(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("await GoAsync();", "private async Task GoAsync() => await OneAsync();")]
    [TestCase("Func<Task> go = async () => await OneAsync(); await go();")]
    [TestCase("await Task.WhenAll(new[] { 1, 2 }.Select(async i => await NumberAsync(i)));")]
    [TestCase("void Local() { } Local(); new List<int>().ForEach(i => { });")]
    [TestCase("", "private async void Unreached() => await OneAsync();")]
    [TestCase("Go();", """
        #pragma warning disable DUR1019
            private async void Go() => await OneAsync();
        #pragma warning restore DUR1019
        """)]
    public void Code_that_gives_a_task_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);
}

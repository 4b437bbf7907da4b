namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1025.</summary>
public sealed class TokenTests
{
    [TestCase("await OneAsync({|DUR1025:CancellationToken.None|});")]
    [TestCase("await OneAsync({|DUR1025:default|});")]
    [TestCase("await OneAsync({|DUR1025:default(CancellationToken)|});")]
    [TestCase("await OneAsync({|DUR1025:new CancellationToken()|});")]
    [TestCase("_ = await TextAsync(\"a\", {|DUR1025:cancel: CancellationToken.None|});")]
    [TestCase("using var source = new CancellationTokenSource(); await OneAsync({|DUR1025:source.Token|});")]
    [TestCase("await Task.WhenAll(new[] { \"a\" }.Select(t => TextAsync(t, {|DUR1025:default|})));")]
    [TestCase("await A<int>();", "private Task A<T>() => B(); private Task B() => C(); private Task C() => OneAsync({|DUR1025:CancellationToken.None|});")]
    public void Token_in_vain_is_reported(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("await OneAsync(); _ = await TextAsync(\"a\");")]
    [TestCase("await HelpAsync(default); await NeedsAsync(default);", "private Task HelpAsync(CancellationToken cancel) => OneAsync(cancel); [Step] private Task NeedsAsync(CancellationToken cancel) => Task.CompletedTask;")]
    [TestCase("await WorkAsync();", "[Step] private Task WorkAsync() => HelpAsync(CancellationToken.None); private static Task HelpAsync(CancellationToken cancel = default) => Task.CompletedTask;")]
    [TestCase("""
        #pragma warning disable DUR1025
                await OneAsync(CancellationToken.None);
        #pragma warning restore DUR1025
        """)]
    public void Token_that_is_passed_on_or_left_out_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);

    [Test]
    public void Message_says_what_the_step_gets() => Assert.That(
        Expect.InWorkflow("await OneAsync({|DUR1025:CancellationToken.None|});").Single().GetMessage(null),
        Does.StartWith("'CancellationToken.None' has no effect: step 'OneAsync' gets a token of its own"));
}

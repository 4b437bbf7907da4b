namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Nothing blocks the run's thread (DUR1007).</summary>
public sealed class BlockingTests
{
    [TestCase("var text = TextAsync(\"a\").GetAwaiter().GetResult();", "var text = await TextAsync(\"a\");")]
    [TestCase("var length = TextAsync(\"a\").ConfigureAwait(true).GetAwaiter().GetResult().Length;", "var length = (await TextAsync(\"a\")).Length;")]
    [TestCase("OneAsync().Wait();", "await OneAsync();")]
    [TestCase("Task.WaitAll(OneAsync(), TextAsync(\"a\"));", "await Task.WhenAll(OneAsync(), TextAsync(\"a\"));")]
    [TestCase("Task.WaitAny([OneAsync()]);", "await Task.WhenAny([OneAsync()]);")]
    public Task Blocking_call_is_awaited(string before, string after) => Fixed.BodyAsync("DUR1007", before, after);

    [TestCase("OneAsync().Wait(1000);")]
    [TestCase("var first = Task.WaitAny(OneAsync());")]
    [TestCase("_ = new[] { \"a\" }.Select(x => TextAsync(x).GetAwaiter().GetResult()).ToList();")]
    public Task Blocking_call_without_a_twin_is_left_alone(string body) => Fixed.NotOfferedAsync("DUR1007", Fixed.Workflow(body));

    [Test]
    public Task Local_function_becomes_async() => Fixed.BodyAsync(
        "DUR1007",
        "var all = Length(\"a\") + Length(\"b\");\nint Length(string x) => TextAsync(x).GetAwaiter().GetResult().Length;",
        "var all = await Length(\"a\") + await Length(\"b\");\nasync Task<int> Length(string x) => (await TextAsync(x)).Length;");
}

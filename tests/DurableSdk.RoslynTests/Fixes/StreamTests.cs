namespace DurableSdk.RoslynTests.Fixes;

/// <summary>A foreign stream that <c>await foreach</c> reads to its end is gathered by a step (DUR1006, DUR1029).</summary>
public sealed class StreamTests
{
    private const string Title = "Extract a step that gathers the stream";

    [TestCase("// all\nawait foreach (var line in shop.Lines(order))\n    await OneAsync(line);", "// all\nforeach (var line in await LinesAsync(order))\n    await OneAsync(line);",
        "LinesAsync(string order, CancellationToken cancel = default) => await shop.Lines(order).ToListAsync(cancel);")]
    [TestCase("await foreach (var line in shop.Lines(order, stop).WithCancellation(stop)) // more\n{\n    await OneAsync(line);\n}", "foreach (var line in await LinesAsync(order)) // more\n{\n    await OneAsync(line);\n}",
        "LinesAsync(string order, CancellationToken stop = default) => await shop.Lines(order, stop).ToListAsync(stop);")]
    [TestCase("await foreach (var (line, _) in shop.Pairs) { await OneAsync(line); }", "foreach (var (line, _) in await GetPairsAsync()) { await OneAsync(line); }",
        "GetPairsAsync(CancellationToken cancel = default) => await shop.Pairs.ToListAsync(cancel);")]
    [TestCase("await foreach (var line in shop.Lines(order)) { Func<int> one = () => { return 1; }; await OneAsync(line); }", "foreach (var line in await LinesAsync(order)) { Func<int> one = () => { return 1; }; await OneAsync(line); }",
        "LinesAsync(string order, CancellationToken cancel = default) => await shop.Lines(order).ToListAsync(cancel);")]
    public async Task Stream_is_gathered_by_a_step(string before, string after, string step)
    {
        using var solution = await Fixed.AllAsync("DUR1029", Title, [("Case.cs", Flow(before))]);
        var text = await solution.TextAsync("Case.cs");
        Assert.That(text, Does.Contain(Flow(after).Split("[Step]")[0].TrimEnd()).And.Contain(step));
        Assert.That((await solution.AnalyzeAsync()).Select(d => d.ToString()), Is.Empty);
    }

    [Test]
    public async Task Stream_with_options_of_its_own_is_gathered()
    {
        const string Configured = "await foreach (var line in shop.Lines(order).ConfigureAwait(false)) { await OneAsync(line); }";
        Assert.That(await Fixed.AllAsync("DUR1029", Flow(Configured), Title), Does.Contain("foreach (var line in await LinesAsync(order)) { await OneAsync(line); }"));
    }

    [TestCase("await foreach (var line in shop.Lines(order)) { if (line == \"\") break; }", TestName = "a loop that breaks")]
    [TestCase("await foreach (var line in shop.Lines(order)) { if (line == \"\") return; }", TestName = "a loop that returns")]
    [TestCase("await foreach (var file in shop.Files()) { await OneAsync(\"\"); }", TestName = "a stream of what can't be recorded")]
    [TestCase("await using var lease = shop.Rent();", TestName = "await using")]
    public Task Stream_that_no_list_can_stand_for_is_left_alone(string body) => Fixed.NotOfferedAsync("DUR1029", Flow(body));

    private static string Flow(string body) => $$"""
        public interface IShop
        {
            IAsyncEnumerable<(string, int)> Pairs { get; }
            IAsyncEnumerable<string> Lines(string order, CancellationToken stop = default);
            IAsyncEnumerable<System.IO.Stream> Files();
            IAsyncDisposable Rent();
        }

        public sealed class Flow(IShop shop)
        {
            [Workflow]
            public async Task RunAsync(string order, CancellationToken stop)
            {
                {{body.ReplaceLineEndings("\n        ")}}
            }

            [Step]
            private Task OneAsync(string line) => Task.CompletedTask;
        }

        """;
}

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>What is started is awaited (DUR1018).</summary>
public sealed class LostWorkTests
{
    [TestCase("OneAsync(); // goes", "await OneAsync(); // goes")]
    [TestCase("_ = TextAsync(\"a\");", "await TextAsync(\"a\");")]
    [TestCase("var lost = TextAsync(\"a\");", "await TextAsync(\"a\");")]
    [TestCase("if (order.Total > 1)\n    Durable.Sleep(TimeSpan.FromDays(1));", "if (order.Total > 1)\n    await Durable.Sleep(TimeSpan.FromDays(1));")]
    public Task Lost_work_is_awaited(string before, string after) => Fixed.BodyAsync("DUR1018", before, after);

    [Test]
    public Task Helper_that_loses_work_becomes_async() => Fixed.BodyAsync(
        "DUR1018", "Help();", "await Help();", "private void Help() => OneAsync();", "private async Task Help() => await OneAsync();");

    [TestCase("var task = OneAsync();\nif (order.Total > 1)\n    return;\nawait task;")]
    [TestCase("new List<int> { 1 }.ForEach(_ => OneAsync());")]
    [TestCase("var other = order.Total > 1 ? this : null;\nother?.TextAsync(\"a\");")]
    public Task Work_that_is_lost_on_one_way_is_left_to_people(string body) => Fixed.NotOfferedAsync("DUR1018", Fixed.Workflow(body));

    [Test]
    public async Task Await_leaves_tabs_and_line_ends_alone()
    {
        const string Before = "public sealed class Flow\r\n{\r\n\t[Workflow]\r\n\tpublic async Task RunAsync(int n)\r\n\t{\r\n\t\t_ = OneAsync(); // first\r\n\t\tif (n > 1)\r\n\t\t\tOneAsync();\r\n\t\tawait Task.Yield();\r\n\t}\r\n\r\n\t[Step]\r\n\tprivate Task OneAsync() => Task.CompletedTask;\r\n}\r\n";
        Assert.That(await Fixed.AllAsync("DUR1018", Before), Is.EqualTo(Before
            .Replace("_ = OneAsync()", "await OneAsync()", StringComparison.Ordinal)
            .Replace("\t\t\tOneAsync()", "\t\t\tawait OneAsync()", StringComparison.Ordinal)));
    }
}

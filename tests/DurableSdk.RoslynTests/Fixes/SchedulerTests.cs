namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Code stays on the run's scheduler (DUR1004, DUR1005, DUR1019).</summary>
public sealed class SchedulerTests
{
    [TestCase("await Task.Run(async () => await TextAsync(\"a\"));", "await TextAsync(\"a\");")]
    [TestCase("await Task.Run(async () => await OneAsync().ConfigureAwait(false));", "await OneAsync();")]
    [TestCase("await Task.Run(async () => await Task.Yield());", "await Task.Yield();")]
    [TestCase("var text = Task.Run(() => TextAsync(\"a\"));\nawait text;", "var text = TextAsync(\"a\");\nawait text;")]
    [TestCase("await Task.Run(OneTime);\nTask OneTime() => OneAsync();", "await OneTime();\nTask OneTime() => OneAsync();")]
    [TestCase("Func<Task> work = () => OneAsync();\nawait Task.Run(work);", "Func<Task> work = () => OneAsync();\nawait work();")]
    [TestCase("await Task.Run(Get());\nFunc<Task> Get() => () => OneAsync();", "await Get()();\nFunc<Task> Get() => () => OneAsync();")]
    [TestCase("await Task.Run((Func<Task>)(() => OneAsync()));", "await ((Func<Task>)(() => OneAsync()))();")]
    [TestCase("Func<int> work = () => 1;\nvar sum = await Task.Run(work);", "Func<int> work = () => 1;\nvar sum = work();")]
    [TestCase("var sum = await Task.Run(() => order.Total + 1, CancellationToken.None);", "var sum = order.Total + 1;")]
    [TestCase("var sum = 2 * await Task.Run(() => order.Total + 1);", "var sum = 2 * (order.Total + 1);")]
    [TestCase("var length = (await Task.Run(() => { return order.Id.Trim(); })).Length;", "var length = (order.Id.Trim()).Length;")]
    [TestCase("await Task.Run(() => Compute(order));\nstatic void Compute(Order o) { }", "Compute(order);\nstatic void Compute(Order o) { }")]
    public Task Work_is_called_without_Task_Run(string before, string after) => Fixed.BodyAsync("DUR1004", before, after);

    [TestCase("var task = Task.Run(() => order.Total + 1);\nawait task;")]
    [TestCase("await Task.Run(() => { var x = 1; return x; });")]
    [TestCase("Parallel.For(0, 3, _ => { });")]
    public Task Work_that_is_more_than_one_expression_is_left_to_people(string body) => Fixed.NotOfferedAsync("DUR1004", Fixed.Workflow(body));

    [TestCase("var all = new[] { 1 }.AsParallel().Select(x => x + 1).ToList();", "var all = new[] { 1 }.Select(x => x + 1).ToList();")]
    [TestCase("var all = new[] { 1 }\n    .AsParallel()\n    .AsOrdered().WithDegreeOfParallelism(2)\n    .Where(x => x > 1) // big\n    .Sum();", "var all = new[] { 1 }\n    .Where(x => x > 1) // big\n    .Sum();")]
    [TestCase("var all = (from x in new[] { 1 }.AsParallel() select x + 1).ToList();", "var all = (from x in new[] { 1 } select x + 1).ToList();")]
    public Task Query_becomes_plain(string before, string after) => Fixed.BodyAsync("DUR1004", before, after);

    [Test]
    public Task Query_that_LINQ_has_no_twin_for_is_left_alone() => Fixed.NotOfferedAsync("DUR1004", Fixed.Workflow("new[] { 1 }.AsParallel().ForAll(x => { });"));

    [TestCase("await Task.Factory.StartNew(() => 1, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);", "await Task.Factory.StartNew(() => 1, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);")]
    [TestCase("await Task.Factory.StartNew(() => 1, TaskCreationOptions.HideScheduler);", "await Task.Factory.StartNew(() => 1, TaskCreationOptions.None);")]
    public Task Task_gets_the_runs_scheduler(string before, string after) => Fixed.BodyAsync("DUR1004", before, after);

    [TestCase("await OneAsync().ConfigureAwait(false);", "await OneAsync();")]
    [TestCase("var text = (await TextAsync(\"a\").ConfigureAwait(continueOnCapturedContext: false)).Trim(); // a", "var text = (await TextAsync(\"a\")).Trim(); // a")]
    [TestCase("await TextAsync(\n        \"a\")\n    .ConfigureAwait(false);", "await TextAsync(\n        \"a\");")]
    [TestCase("await OneAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);", "await OneAsync();")]
    [TestCase("await OneAsync() // first\n    .ConfigureAwait(false);", "await OneAsync() // first\n    ;")]
    [TestCase("await OneAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);",
        "await OneAsync().ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);")]
    [TestCase("const ConfigureAwaitOptions Quiet = ConfigureAwaitOptions.SuppressThrowing;\nawait OneAsync().ConfigureAwait(Quiet);",
        "const ConfigureAwaitOptions Quiet = ConfigureAwaitOptions.SuppressThrowing;\nawait OneAsync().ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);")]
    [TestCase("await foreach (var x in Items().ConfigureAwait(false)) { }", "await foreach (var x in Items()) { }")]
    public Task ConfigureAwait_is_removed(string before, string after)
    {
        const string Items = "private static async IAsyncEnumerable<int> Items() { yield return 1; }";
        return Fixed.BodyAsync("DUR1005", before, after, Items);
    }

    [TestCase("System.Runtime.CompilerServices.ConfiguredTaskAwaitable later = OneAsync().ConfigureAwait(false);\nawait later;")]
    public Task ConfigureAwait_that_says_more_is_left_alone(string body) => Fixed.NotOfferedAsync("DUR1005", Fixed.Workflow(body));

    [Test]
    public Task Async_void_returns_a_task_and_is_awaited() => Fixed.BodyAsync(
        "DUR1019",
        "Help();\nif (order.Total > 1)\n    Local();\nasync void Local() => await OneAsync();",
        "await Help();\nif (order.Total > 1)\n    await Local();\nasync Task Local() => await OneAsync();",
        "/// <summary>Helps.</summary>\nprivate async void Help() { await OneAsync(); }",
        "/// <summary>Helps.</summary>\nprivate async Task Help() { await OneAsync(); }");

    [Test]
    public Task Async_void_that_is_a_delegate_is_left_alone() => Fixed.NotOfferedAsync("DUR1019", Fixed.Workflow(
        "Action help = Help;\nhelp();\nAction<int> more = async x => await OneAsync();\nmore(1);", "private async void Help() { await OneAsync(); }"));
}

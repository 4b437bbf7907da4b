namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Waits become timers of the log (DUR1003).</summary>
public sealed class SleepTests
{
    [TestCase("await Task.Delay(TimeSpan.FromHours(1));", "await Durable.Sleep(TimeSpan.FromHours(1));")]
    [TestCase("await Task.Delay(1500);", "await Durable.Sleep(TimeSpan.FromMilliseconds(1500));")]
    [TestCase("await Task.Delay(5_000);", "await Durable.Sleep(TimeSpan.FromSeconds(5));")]
    [TestCase("const int Wait = 10;\nawait Task.Delay(Wait * 2, CancellationToken.None);", "const int Wait = 10;\nawait Durable.Sleep(TimeSpan.FromMilliseconds(Wait * 2));")]
    [TestCase("await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System, CancellationToken.None);", "await Durable.Sleep(TimeSpan.FromHours(1));")]
    [TestCase("await Task.WhenAny(OneAsync(), Task.Delay(1000));", "await Task.WhenAny(OneAsync(), Durable.Sleep(TimeSpan.FromSeconds(1)));")]
    [TestCase("Thread.Sleep(1000); // a while", "await Durable.Sleep(TimeSpan.FromSeconds(1)); // a while")]
    [TestCase("await OneAsync().WaitAsync(TimeSpan.FromMinutes(1));", "await OneAsync().WithTimeout(TimeSpan.FromMinutes(1));")]
    [TestCase("var text = await TextAsync(\"a\")\n    .WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);", "var text = await TextAsync(\"a\")\n    .WithTimeout(TimeSpan.FromMinutes(1));")]
    public Task Wait_becomes_durable(string before, string after) => Fixed.BodyAsync("DUR1003", before, after);

    [TestCase("using var source = new CancellationTokenSource();\nawait Task.Delay(1000, source.Token);")]
    [TestCase("using var source = new CancellationTokenSource();\nawait OneAsync().WaitAsync(TimeSpan.FromSeconds(1), source.Token);")]
    [TestCase("await Task.Delay(-1);")]
    [TestCase("await Task.Delay(Timeout.InfiniteTimeSpan);")]
    [TestCase("Action wait = () => Thread.Sleep(1);\nwait();")]
    [TestCase("_ = from x in new[] { 1 } select Wait(x);\nint Wait(int x) { Thread.Sleep(x); return x; }")]
    [TestCase("_ = this.Waited;")]
    [TestCase("((IWaiter)new Waiter()).Wait();")]
    public Task Wait_that_no_timer_can_stand_for_is_left_alone(string body) => Fixed.NotOfferedAsync("DUR1003", Fixed.Workflow(body, """
        private int Waited { get { Thread.Sleep(1); return 1; } }
        private interface IWaiter { void Wait(); }
        private sealed class Waiter : IWaiter { public void Wait() => Thread.Sleep(1); }
        """));

    [Test]
    public async Task Helpers_that_wait_become_async_up_to_the_workflow()
    {
        using var solution = await Fixed.AllAsync("DUR1003", null, [
            ("Case.cs", Fixed.Workflow("var price = Price(order);\nawait TextAsync($\"{Price(order) + 1}\");", """
                private static decimal Price(Order order)
                {
                    if (order.Id == "")
                        return 0;
                    return Waiter.Wait(order.Total).ToString().Length;
                }
                """)),
            ("Waiter.cs", "internal static class Waiter\n{\n    /// <summary>Waits.</summary>\n    internal static decimal Wait(decimal price)\n    {\n        Thread.Sleep(1000);\n        return price;\n    }\n}\n"),
        ]);
        Assert.That(await solution.TextAsync("Case.cs"), Is.EqualTo(Fixed.Workflow("var price = await Price(order);\nawait TextAsync($\"{await Price(order) + 1}\");", """
            private static async Task<decimal> Price(Order order)
            {
                if (order.Id == "")
                    return 0;
                return (await Waiter.Wait(order.Total)).ToString().Length;
            }
            """)));
        Assert.That(await solution.TextAsync("Waiter.cs"), Is.EqualTo(
            "internal static class Waiter\n{\n    /// <summary>Waits.</summary>\n    internal static async Task<decimal> Wait(decimal price)\n    {\n        await Durable.Sleep(TimeSpan.FromSeconds(1));\n        return price;\n    }\n}\n"));
    }

    [TestCase("Task<int> HelpAsync() { Thread.Sleep(1000); return Task.FromResult(1); }", "async Task<int> HelpAsync() { await Durable.Sleep(TimeSpan.FromSeconds(1)); return 1; }")]
    [TestCase("Task<int> HelpAsync() { Thread.Sleep(1000); return InnerAsync(); }", "async Task<int> HelpAsync() { await Durable.Sleep(TimeSpan.FromSeconds(1)); return await InnerAsync(); }")]
    [TestCase("Task HelpAsync()\n{\n    Thread.Sleep(1000);\n    return Task.CompletedTask;\n}", "async Task HelpAsync()\n{\n    await Durable.Sleep(TimeSpan.FromSeconds(1));\n}")]
    [TestCase("Task HelpAsync()\n{\n    Thread.Sleep(1000);\n    if (1 > 2)\n        return Task.CompletedTask;\n    return InnerAsync();\n}", "async Task HelpAsync()\n{\n    await Durable.Sleep(TimeSpan.FromSeconds(1));\n    if (1 > 2)\n        return;\n    await InnerAsync();\n}")]
    [TestCase("Task HelpAsync()\n{\n    Thread.Sleep(1000);\n    if (1 > 2)\n    {\n        return InnerAsync(); // inner\n    }\n\n    return Task.CompletedTask;\n}", "async Task HelpAsync()\n{\n    await Durable.Sleep(TimeSpan.FromSeconds(1));\n    if (1 > 2)\n    {\n        await InnerAsync(); // inner\n        return;\n    }\n}")]
    public Task Method_that_hands_a_task_on_awaits_it(string before, string after) => Fixed.BodyAsync(
        "DUR1003", "await HelpAsync();", "await HelpAsync();", before + "\nTask<int> InnerAsync() => Task.FromResult(1);", after + "\nTask<int> InnerAsync() => Task.FromResult(1);");

    [Test]
    public Task Lambda_that_gives_a_task_becomes_async() => Fixed.BodyAsync(
        "DUR1003",
        "Func<int, Task<int>> f = x => { Thread.Sleep(x); return Task.FromResult(x); };\nawait f(1);",
        "Func<int, Task<int>> f = async x => { await Durable.Sleep(TimeSpan.FromMilliseconds(x)); return x; };\nawait f(1);");
}

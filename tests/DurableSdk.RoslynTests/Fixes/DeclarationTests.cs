using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Steps are marked where they are called through (DUR0024), called in lambdas (DUR0010), and return tasks (DUR0003).</summary>
public sealed class DeclarationTests
{
    private const string Flow = """
        public sealed class Flow(Shop.IShop shop)
        {
            [Workflow]
            public Task<int> RunAsync() => shop.BuyAsync("a");
        }
        """;

    [TestCase("[Step]\nprivate int Count(string text) => text.Length;", "[Step]\nprivate async Task<int> Count(string text) => text.Length;")]
    [TestCase("[Step] // counts\ninternal static int Count(string text)\n{\n    return text.Length;\n}", "[Step] // counts\ninternal static async Task<int> Count(string text)\n{\n    return text.Length;\n}")]
    public Task Step_returns_a_task_and_is_awaited(string before, string after) =>
        Fixed.BodyAsync("DUR0003", "var count = Count(order.Id) + 1;", "var count = await Count(order.Id) + 1;", before, after);

    [Test]
    public Task Step_that_returns_nothing_returns_a_task() => Fixed.BodyAsync(
        "DUR0003", "Print();\nPrintLater();", "await Print();\nawait PrintLater();",
        "[Step]\nprivate static void Print() => Console.WriteLine();\n[Step]\nprivate static async void PrintLater() => await Task.Yield();",
        "[Step]\nprivate static async Task Print() => Console.WriteLine();\n[Step]\nprivate static async Task PrintLater() => await Task.Yield();");

    [TestCase("[Step]\nprivate static IEnumerable<int> Count() { yield return 1; }", TestName = "an iterator")]
    [TestCase("[Step]\nprivate static System.IO.Stream? Count() => null;", TestName = "a stream")]
    [TestCase("internal interface ICount { int Count(); }\ninternal sealed class Counter : ICount { [Step] public int Count() => 1; }", TestName = "a method of an interface")]
    public Task Step_whose_result_no_task_can_hold_is_left_alone(string members) => Fixed.NotOfferedAsync("DUR0003", Fixed.Workflow("", members));

    [Test]
    public async Task Interface_of_another_project_is_marked_like_the_step()
    {
        using var solution = new FixSolution(
            ("Contracts", [("IShop.cs", "namespace Shop;\n\npublic interface IShop\n{\n    /// <summary>Buys.</summary>\n    Task<int> BuyAsync(string id);\n}\n")]),
            ("App", [("Flow.cs", Flow), ("Shop.cs", "namespace Shop;\n\npublic class Real : IShop { [Step(MaxAttempts = 5)] public Task<int> BuyAsync(string id) => Task.FromResult(1); }\n")]));
        var finding = (await solution.AnalyzeAsync()).Single(d => d.Id == "DUR0024");
        var (fix, action) = (await solution.OffersAsync(finding)).Single();
        await solution.ApplyAllAsync(fix, action.Title, FixAllScope.Solution, solution.Document("Shop.cs"));
        await Fixed.CompilesAsync(solution);
        Assert.That((await solution.AnalyzeAsync()).Where(d => d.Id == "DUR0024").Select(d => d.ToString()), Is.Empty);
        Assert.That(await solution.TextAsync("IShop.cs"), Is.EqualTo(
            "namespace Shop;\n\npublic interface IShop\n{\n    /// <summary>Buys.</summary>\n    [Step(MaxAttempts = 5)]\n    Task<int> BuyAsync(string id);\n}\n"));
    }

    [Test]
    public Task Base_method_is_marked() => Fixed.BodyAsync(
        "DUR0024", "await new Derived().BuyAsync();", "await new Derived().BuyAsync();",
        "internal abstract class Base\n{\n    public abstract Task BuyAsync();\n}\ninternal sealed class Derived : Base { [Step] public override Task BuyAsync() => Task.CompletedTask; }",
        "internal abstract class Base\n{\n    [Step]\n    public abstract Task BuyAsync();\n}\ninternal sealed class Derived : Base { [Step] public override Task BuyAsync() => Task.CompletedTask; }");

    [Test]
    public Task Class_whose_base_implements_an_interface_leads_to_the_interface() => Fixed.BodyAsync(
        "DUR0024", "await new Derived().BuyAsync();", "await new Derived().BuyAsync();",
        "internal interface IShop\n{\n    Task BuyAsync();\n}\ninternal class Base { [Step] public Task BuyAsync() => Task.CompletedTask; }\ninternal sealed class Derived : Base, IShop;",
        "internal interface IShop\n{\n    [Step]\n    Task BuyAsync();\n}\ninternal class Base { [Step] public Task BuyAsync() => Task.CompletedTask; }\ninternal sealed class Derived : Base, IShop;");

    [TestCase("await Task.WhenAll(new[] { \"a\" }.Select(TextAsync));", "await Task.WhenAll(new[] { \"a\" }.Select(text => TextAsync(text)));")]
    [TestCase("var text = \"\";\nFunc<string, Task<string>> f = this.TextAsync;\nawait f(text);", "var text = \"\";\nFunc<string, Task<string>> f = text2 => this.TextAsync(text2);\nawait f(text);")]
    [TestCase("var f = new Func<TimeSpan, Task>(Durable.Sleep);\nawait f(TimeSpan.Zero);", "var f = new Func<TimeSpan, Task>(duration => Durable.Sleep(duration));\nawait f(TimeSpan.Zero);")]
    [TestCase("Func<Task> f = ZeroAsync;\nawait f();", "Func<Task> f = () => ZeroAsync();\nawait f();")]
    [TestCase("Func<int, string, Task> f = TwoAsync;\nawait f(1, \"\");", "Func<int, string, Task> f = (one, two) => TwoAsync(one, two);\nawait f(1, \"\");")]
    public Task Method_group_becomes_a_lambda(string before, string after) => Fixed.BodyAsync(
        "DUR0010", before, after, "[Step] private Task ZeroAsync() => Task.CompletedTask;\n[Step] private Task TwoAsync(int one, string two) => Task.CompletedTask;");

    [Test]
    public Task Method_group_of_an_object_made_on_the_spot_is_left_to_people() => Fixed.NotOfferedAsync("DUR0010", Fixed.Workflow(
        "Func<Task> f = new Shop().BuyAsync;\nawait f();", "internal sealed class Shop { [Step] public Task BuyAsync() => Task.CompletedTask; }"));

    [TestCase("var shop = new Shop();\nFunc<Task> f = shop.BuyAsync;\nshop = new Shop();\nawait f();")]
    [TestCase("Func<Task> f = _shop.BuyAsync;\n_shop = new Shop();\nawait f();")]
    public Task Method_group_of_a_variable_that_changes_is_left_to_people(string body) => Fixed.NotOfferedAsync("DUR0010", Fixed.Workflow(
        body, "private Shop _shop = new();\ninternal sealed class Shop { [Step] public Task BuyAsync() => Task.CompletedTask; }"));

    [Test]
    public Task Method_group_of_a_variable_that_stays_becomes_a_lambda() => Fixed.BodyAsync(
        "DUR0010", "var shop = new Shop();\nFunc<Task> f = shop.BuyAsync;\nawait f();", "var shop = new Shop();\nFunc<Task> f = () => shop.BuyAsync();\nawait f();",
        "internal sealed class Shop { [Step] public Task BuyAsync() => Task.CompletedTask; }");
}

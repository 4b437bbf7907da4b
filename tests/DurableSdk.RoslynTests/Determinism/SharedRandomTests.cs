namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1002 where a <see cref="Random"/> of others is drawn from.</summary>
public sealed class SharedRandomTests
{
    [TestCase("_ = {|DUR1002:Rng.Next()|};", "private static readonly Random Rng = new(1);")]
    [TestCase("_ = Draw();", "private static readonly Random Rng = new(1); private static int Draw() => {|DUR1002:Rng.Next(6)|};")]
    [TestCase("_ = new[] { 1 }.Select(x => {|DUR1002:Dice.Rng.Next()|}).ToList();", "static class Dice { public static Random Rng { get; } = new(1); }")]
    [TestCase("_ = {|DUR1002:_random.NextDouble()|};", "private readonly Random _random; public OrderWorkflow(Random random) => _random = random;")]
    [TestCase("_ = Durable.Random.Next();", "")]
    [TestCase("var random = Durable.Random; _ = random.Next(); Draw(random);", "private static void Draw(Random random) => random.Next();")]
    [TestCase("await RollAsync();", "private static readonly Random Rng = new(1); [Step] private Task<int> RollAsync() => Task.FromResult(Rng.Next());")]
    public void Random_of_others_is_reported_where_it_is_drawn_from(string body, string members) => Expect.InWorkflow(body, members);

    [Test]
    public void Order_of_reflection_is_reported() => Expect.InWorkflow("foreach (var p in {|DUR1009:typeof(Order).GetProperties()|}) await TextAsync(p.Name);");

    [Test]
    public void Workflow_called_by_a_helper_of_another_class_is_an_error() => Expect.Findings("""
        public sealed class Inner { [Workflow] public Task RunAsync() => Task.CompletedTask; }
        public static class Helper { public static Task GoAsync() => {|DUR0011:new Inner().RunAsync()|}; }
        public sealed class Outer { [Workflow] public Task RunAsync() => Helper.GoAsync(); }
        """);
}

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1002 where a <see cref="Random"/> of others is drawn from.</summary>
public sealed class SharedRandomTests
{
    [TestCase("_ = {|DUR1002:Rng.Next()|};", "private static readonly Random Rng = new(1);")]
    [TestCase("_ = Draw();", "private static readonly Random Rng = new(1); private static int Draw() => {|DUR1002:Rng.Next(6)|};")]
    [TestCase("_ = new[] { 1 }.Select(x => {|DUR1002:Dice.Rng.Next()|}).ToList();", "static class Dice { public static Random Rng { get; } = new(1); }")]
    [TestCase("_ = {|DUR1002:_random.NextDouble()|};", "private readonly Random _random; public OrderWorkflow(Random random) => _random = random;")]
    [TestCase("_ = Durable.Random.Next();", "")]
    [TestCase("_ = Dice.Next(6);", "private static Random Dice => Durable.Random;")]
    [TestCase("var random = Durable.Random; _ = random.Next(); Draw(random);", "private static void Draw(Random random) => random.Next();")]
    [TestCase("await RollAsync();", "private static readonly Random Rng = new(1); [Step] private Task<int> RollAsync() => Task.FromResult(Rng.Next());")]
    public void Random_of_others_is_reported_where_it_is_drawn_from(string body, string members) => Expect.InWorkflow(body, members);

    [Test]
    public void Order_of_reflection_is_reported() => Expect.InWorkflow("foreach (var p in {|DUR1009:typeof(Order).GetProperties()|}) await TextAsync(p.Name);");

    [Test]
    public void Workflow_that_can_not_be_a_child_is_an_error_in_a_helper_of_another_class() => Expect.Findings("""
        public sealed class Inner (int n) { public int N => n; [Workflow] public Task RunAsync() => Task.CompletedTask; }
        public static class Helper { public static Task GoAsync() => {|DUR0011:new Inner(1).RunAsync()|}; }
        public sealed class Outer { [Workflow] public Task RunAsync() => Helper.GoAsync(); }
        """);
}

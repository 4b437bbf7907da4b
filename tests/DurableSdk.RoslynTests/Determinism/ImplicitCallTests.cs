namespace DurableSdk.RoslynTests.Determinism;

/// <summary>Calls that the compiler makes and nobody writes lead on to what they call.</summary>
public sealed class ImplicitCallTests
{
    private const string Items = "public IEnumerator<int> GetEnumerator() => throw null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!;";
    private const string Pair = "public sealed class Pair { public void Deconstruct(out int one, out int two) { one = {|DUR1001:DateTime.Now|}.Hour; two = 1; } }";
    private const string Row = "public sealed class Row { public int Length => {|DUR1001:DateTime.Now|}.Hour; public int this[int i] => {|DUR1001:Environment.TickCount|}; public Row Slice(int at, int count) { _ = {|DUR1002:Guid.NewGuid()|}; return this; } }";

    [TestCase("Bag bag = [1, 2];", "public sealed class Bag : IEnumerable<int> { public Bag() { _ = {|DUR1001:DateTime.Today|}; } public void Add(int item) { _ = {|DUR1001:DateTime.Now|}; } " + Items + " }")]
    [TestCase("Bag bag = [1, 2];", "[System.Runtime.CompilerServices.CollectionBuilder(typeof(Bags), \"Create\")] public sealed class Bag : IEnumerable<int> { " + Items + " } public static class Bags { public static Bag Create(ReadOnlySpan<int> items) { _ = {|DUR1001:DateTime.Now|}; return new Bag(); } }")]
    [TestCase("_ = new Stamp(1) with { X = 3 };", "public record Stamp(int X) { protected Stamp(Stamp other) { X = {|DUR1001:DateTime.UtcNow|}.Hour; } }")]
    [TestCase("if (new Pair() is (1, _)) await OneAsync();", Pair)]
    [TestCase("foreach (var (one, two) in new[] { new Pair() }) { }", Pair)]
    [TestCase("var ((one, two), three) = (new Pair(), 1);", Pair)]
    [TestCase("if (new Row() is [1, .. var rest]) await OneAsync();", Row)]
    [TestCase("_ = new Row()[^1]; _ = new Row()[1..];", Row)]
    [TestCase("_ = $\"{new Text()}\";", "public sealed class Text { public override string ToString() => {|DUR1001:DateTime.Now|}.Year + \"\"; }")]
    [TestCase("_ = \"a\" + new Text();", "public sealed class Text { public override string ToString() => {|DUR1001:DateTime.Now|}.Year + \"\"; }")]
    [TestCase("using (new Held()) { }", "public sealed class Held : IDisposable { void IDisposable.Dispose() { {|DUR1008:System.IO.File.Delete(\"a\")|}; } }")]
    [TestCase("await new Wait();", "public sealed class Wait { public Awaiter GetAwaiter() => new(); } public struct Awaiter : System.Runtime.CompilerServices.INotifyCompletion { public bool IsCompleted => {|DUR1001:DateTime.Now|}.Hour > 3; public void OnCompleted(Action next) => {|DUR1004:ThreadPool.QueueUserWorkItem(_ => next())|}; public void GetResult() { } }")]
    public void Call_that_nobody_writes_is_followed(string body, string types) => Expect.Findings(Workflow(body) + types);

    [TestCase("_ = _now();", "private readonly Func<DateTime> _now = () => {|DUR1001:DateTime.Now|};")]
    [TestCase("_ = _read(order.Id);", "private readonly Func<string, string> _read = {|DUR1008:System.IO.File.ReadAllText|};")]
    [TestCase("_ = Name.Value;", "private Lazy<string> Name { get; } = new(() => {|DUR1009:Environment.MachineName|});")]
    [TestCase("Changed?.Invoke();", "private event Action Changed = () => { _ = {|DUR1001:DateTime.Now|}; };")]
    [TestCase("_ = Table[order.Id]();", "private static readonly Dictionary<string, Func<DateTime>> Table = new() { [\"a\"] = () => {|DUR1001:DateTime.Now|} };")]
    [TestCase("foreach (var rule in _rules) _ = rule();", "private readonly Func<DateTime>[] _rules = [() => {|DUR1001:DateTime.Now|}];")]
    [TestCase("await SaveAsync();", "private readonly Func<string, string> _read = System.IO.File.ReadAllText; [Step] private Task SaveAsync() => Task.FromResult(_read(\"a\"));")]
    public void Code_that_a_field_keeps_runs_where_the_field_is_used(string body, string members) => Expect.Findings(Workflow(body, members));

    [Test]
    public void Chain_names_the_class_around_an_extension_block() => Assert.That(
        Expect.Findings(Workflow("_ = order.Age;") + "public static class Orders { extension(Order order) { public int Age => {|DUR1001:DateTime.Now|}.Year; } }").Single().GetMessage(null),
        Does.EndWith("(reached by W.RunAsync → Orders.Age)"));

    private static string Workflow(string body, string members = "") => $$"""
        public sealed record Order(string Id);
        public sealed class W
        {
            [Workflow] public async Task RunAsync(Order order) { await OneAsync(); {{body}} }
            [Step] private Task OneAsync() => Task.CompletedTask;
            {{members}}
        }

        """;
}

using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>Where the rules apply: in all that a workflow reaches, and nowhere else.</summary>
public sealed class ReachTests
{
    private const string Clock = "{|DUR1001:DateTime.UtcNow|}";

    [Test]
    public void Signals_and_updates_are_workflow_code_and_queries_are_no_part_of_it() => Expect.Findings("""
        public class C
        {
            private DateTime _at;
            [Workflow] public Task RunAsync() => Task.CompletedTask;
            [Signal] public void Mark() => _at = {|DUR1001:DateTime.UtcNow|};
            [Update] public DateTime Touch() => _at = {|DUR1001:DateTime.UtcNow|};
            [Update] private async Task StoreAsync() { await Task.Yield(); _at = {|DUR1001:DateTime.UtcNow|}; }
            [Query] public TimeSpan Age => DateTime.UtcNow - _at;
        }
        """);

    [TestCase("Help();", "void Help() => _ = {0};")]
    [TestCase("Help();", "static void Help() {{ _ = {0}; }}")]
    [TestCase("void Local() => _ = {0}; Local();", "")]
    [TestCase("Func<DateTime> f = () => {0}; _ = f();", "")]
    [TestCase("_ = new[] {{ 1 }}.Select(x => {0}).ToList();", "")]
    [TestCase("await Durable.Saga().Add(() => {{ _ = {0}; return Task.CompletedTask; }}).CompensateAsync();", "")]
    [TestCase("await Durable.Saga().Add(UndoAsync).CompensateAsync();", "static Task UndoAsync() {{ _ = {0}; return Task.CompletedTask; }}")]
    [TestCase("_ = Prop;", "DateTime Prop => {0};")]
    [TestCase("_ = Prop;", "DateTime Prop {{ get {{ return {0}; }} }}")]
    [TestCase("Prop = 1;", "int Prop {{ set {{ _ = {0}; }} }}")]
    [TestCase("_ = this[1];", "DateTime this[int i] => {0};")]
    [TestCase("_ = new Made();", "class Made {{ public Made() {{ _ = {0}; }} }}")]
    [TestCase("_ = new Made();", "class Made {{ private DateTime _at = {0}; }}")]
    [TestCase("_ = new Made(1);", "class Made(int i) {{ public DateTime At {{ get; }} = {0}; public int I => i; }}")]
    [TestCase("_ = new Made();", "class Base {{ public Base(DateTime at) {{ }} }} class Made() : Base({0});")]
    [TestCase("_ = new Made();", "class Base {{ public Base() {{ _ = {0}; }} }} class Made : Base;")]
    [TestCase("_ = new Num() + new Num();", "class Num {{ public static Num operator +(Num a, Num b) {{ _ = {0}; return a; }} }}")]
    [TestCase("DateTime d = new Num();", "class Num {{ public static implicit operator DateTime(Num a) => {0}; }}")]
    [TestCase("foreach (var x in Items()) _ = x;", "IEnumerable<DateTime> Items() {{ yield return {0}; }}")]
    [TestCase("await foreach (var x in Items()) _ = x;", "async IAsyncEnumerable<DateTime> Items() {{ await Task.Yield(); yield return {0}; }}")]
    [TestCase("foreach (var x in new Bag()) _ = x;", "class Bag {{ public IEnumerator<int> GetEnumerator() {{ _ = {0}; yield break; }} }}")]
    [TestCase("using (new Res()) {{ }}", "class Res : IDisposable {{ public void Dispose() => _ = {0}; }}")]
    [TestCase("await using var r = new Res();", "class Res : IAsyncDisposable {{ public ValueTask DisposeAsync() {{ _ = {0}; return default; }} }}")]
    [TestCase("Generic<int>();", "void Generic<T>() => _ = {0};")]
    [TestCase("new Gen<int>().Go();", "class Gen<T> {{ public void Go() => _ = {0}; }}")]
    [TestCase("await HelpAsync();", "async Task HelpAsync() {{ await OneAsync(); _ = {0}; }}")]
    [TestCase("Base b = new Derived(); b.Go();", "abstract class Base {{ public abstract void Go(); }} class Derived : Base {{ public override void Go() => _ = {0}; }}")]
    [TestCase("IGo g = new Goer(); g.Go();", "interface IGo {{ void Go(); }} class Goer : IGo {{ void IGo.Go() => _ = {0}; }}")]
    [TestCase("_ = new[] {{ 1 }}.Select(Help).ToList();", "DateTime Help(int i) => {0};")]
    [TestCase("_ = Now();", "static readonly Func<DateTime> Now = () => {0};")]
    [TestCase("Changed += null;", "event Action? Changed {{ add {{ _ = {0}; }} remove {{ }} }}")]
    [TestCase("var (a, b) = new Pair();", "class Pair {{ public void Deconstruct(out int a, out int b) {{ a = b = 0; _ = {0}; }} }}")]
    [TestCase("", "[Signal] public void Note() => _ = {0};")]
    [TestCase("", "[Signal] public async Task NoteAsync() {{ await OneAsync(); Help(); }} void Help() => _ = {0};")]
    [TestCase("_ = await Durable.Until(() => {0}.Year > 2000);", "")]
    [TestCase("_ = await Durable.Until(Holds);", "bool Holds() => {0}.Year > 2000;")]
    [TestCase("await Durable.Send(\"run-2\", \"at\", {0});", "")]
    public void Helper_that_a_workflow_reaches_is_looked_at(string body, string members) =>
        Expect.InWorkflow(string.Format(null, body, Clock), string.Format(null, members, Clock));

    [Test]
    public void Step_and_code_that_no_workflow_reaches_is_left_alone() => Expect.InWorkflow("await StampAsync(); _ = Safe();", """
        [Step] private Task<DateTime> StampAsync() => Task.FromResult(Inner());
        private static DateTime Inner() => DateTime.UtcNow;
        private static DateTime Unreached() => DateTime.UtcNow;
        [WorkflowSafe] private static DateTime Safe() => Inner();
        """);

    [Test]
    public void Instance_of_a_workflow_is_made_anew_at_each_replay() => Expect.InWorkflow("_ = _at;", """
        private readonly DateTime _at = {|DUR1001:DateTime.UtcNow|};
        private readonly Guid _id;
        private readonly string _text;
        public OrderWorkflow() { _id = {|DUR1002:Guid.NewGuid()|}; _text = Environment.MachineName; }
        """);

    [Test]
    public void Helper_that_is_reached_in_two_ways_is_reported_once() => Expect.InWorkflow("_ = Now();", """
        private readonly DateTime _at;
        public OrderWorkflow() => _at = Now();
        private static DateTime Now() => {|DUR1001:DateTime.UtcNow|};
        """);

    [Test]
    public void Finding_names_the_chain_of_calls()
    {
        var reported = Expect.Findings(
        [
            ("Workflow.cs", """
                public sealed class OrderWorkflow
                {
                    [Workflow] public async Task RunAsync() { await OneAsync(); Price(); }
                    [Step] private Task OneAsync() => Task.CompletedTask;
                    private static void Price() => _ = Clock.Now;
                }
                """),
            ("Clock.cs", "public static class Clock { public static DateTime Now => {|DUR1001:DateTime.UtcNow|}; }"),
        ]);

        Assert.That(reported.Single().GetMessage(null), Is.EqualTo(
            "'DateTime.UtcNow' gives another time at each replay; use Durable.UtcNow (reached by OrderWorkflow.RunAsync → Price → Clock.Now)"));
    }

    [Test]
    public void Using_static_and_aliases_hide_nothing()
    {
        Expect.Findings("""
            using static System.DateTime;
            using Clock = System.DateTimeOffset;
            public sealed class W
            {
                [Workflow] public Task RunAsync() { _ = {|DUR1001:UtcNow|}; _ = {|DUR1001:Clock.Now|}; return Task.CompletedTask; }
            }
            """);
    }

    [Test]
    public void Pragma_silences_a_finding() => Expect.InWorkflow("""
        #pragma warning disable DUR1001
                _ = DateTime.UtcNow;
        #pragma warning restore DUR1001
        """);

    [Test]
    public void Constructor_that_is_written_calls_just_the_one_of_its_base_that_it_names() => Expect.Findings("""
        public class Part { public Part() { Id = Guid.NewGuid(); } public Part(Guid id) { Id = id; } public Guid Id { get; } }
        public sealed class Given : Part { public Given(Guid id) : base(id) { } public Given(int n) : this(default(Guid)) { _ = n; } }
        public sealed class Short(Guid id) : Part(id);
        public sealed class W { [Workflow] public async Task RunAsync() { await Task.Yield(); _ = (new Given(1), new Short(default)); } }
        """);

    [Test]
    public void Constructor_without_a_call_of_its_base_calls_that_without_parameters() => Expect.Findings("""
        public class Part { public Part() { Id = {|DUR1002:Guid.NewGuid()|}; } public Guid Id { get; } }
        public sealed class Plain : Part { public Plain(int n) { _ = n; } }
        public sealed class W { [Workflow] public async Task RunAsync() { await Task.Yield(); _ = new Plain(1); } }
        """);

    [TestCase("_ = _read(\"a\");", "{|DUR1008:System.IO.File.ReadAllText(p)|}")]
    [TestCase("_ = this;", "System.IO.File.ReadAllText(p)")]
    public void Delegate_that_the_constructor_sets_runs_where_it_is_called(string body, string read) => Expect.Findings($$"""
        public sealed class W
        {
            private readonly Func<string, string> _read;
            public W() { _read = p => {{read}}; }
            [Workflow] public async Task RunAsync() { await Task.Yield(); {{body}} }
            public string Read => _read("b");
        }
        """);
}

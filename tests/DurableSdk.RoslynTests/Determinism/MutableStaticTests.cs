using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1011 and DUR1012: state of the process, of a thread or of a call.</summary>
public sealed class MutableStaticTests
{
    private const string Statics = """
        using System.Collections.Concurrent;
        using System.Collections.Immutable;
        public static class S
        {
            public const int Const = 1;
            public static int Field;
            public static volatile int Volatile;
            public static int Auto { get; set; }
            public static int Private { get; private set; }
            public static int GetOnly { get; } = 1;
            public static List<int> Fresh => new();
            public static event Action? Changed;
            public static void Raise() => {|DUR1011:Changed|}?.Invoke();
            public static readonly Dictionary<string, int> Table = new() { ["a"] = 1 };
            public static readonly List<int> List = [1];
            public static readonly int[] Array = [1];
            public static readonly HashSet<string> Set = ["a"];
            public static readonly Holder Holder = new();
            public static List<int> ListProperty { get; } = [1];
            public static readonly ImmutableList<int> Immutable = [1];
            public static readonly Lazy<int> Lazy = new(() => 1);
            public static readonly Func<int, int> Twice = x => x * 2;
            public static readonly System.Text.RegularExpressions.Regex Regex = new("a");
            public static readonly ConcurrentDictionary<string, int> Cache = new();
            public static readonly TaskCompletionSource Signal = new();
            public static readonly System.Threading.Channels.Channel<int> Channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
            [ThreadStatic] public static int OfThread;
            public static readonly AsyncLocal<int> OfCall = new();
            public static readonly ThreadLocal<int> Local = new();
        }
        public sealed class Holder { public int Count; public List<int> Items { get; } = []; public int Number { get; set; } }
        [WorkflowSafe] public static class Known { public static int Field; }
        """;

    [TestCase("_ = {|DUR1011:S.Field|};")]
    [TestCase("{|DUR1011:S.Field|} = 1;")]
    [TestCase("{|DUR1011:S.Field|}++;")]
    [TestCase("Interlocked.Increment(ref {|DUR1011:S.Field|});")]
    [TestCase("_ = {|DUR1011:S.Volatile|};")]
    [TestCase("_ = {|DUR1011:S.Auto|} + {|DUR1011:S.Private|};")]
    [TestCase("{|DUR1011:S.Auto|} = 1;")]
    [TestCase("{|DUR1011:S.Changed|} += null; S.Raise();")]
    [TestCase("{|DUR1011:S.Table[\"a\"]|} = 1;")]
    [TestCase("{|DUR1011:S.Table.Add(\"b\", 1)|};")]
    [TestCase("{|DUR1011:S.List.Clear()|};")]
    [TestCase("{|DUR1011:S.ListProperty.Add(1)|};")]
    [TestCase("{|DUR1011:S.Array[0]|} = 1;")]
    [TestCase("{|DUR1011:S.Array[0]|}++;")]
    [TestCase("_ = {|DUR1011:S.Set.Add(\"b\")|};")]
    [TestCase("{|DUR1011:S.Holder.Count|} = 1;")]
    [TestCase("{|DUR1011:S.Holder.Number|} += 1;")]
    [TestCase("{|DUR1011:S.Holder.Items.Add(1)|};")]
    [TestCase("var list = S.List; {|DUR1011:list.Add(1)|};")]
    [TestCase("_ = {|DUR1011:S.Cache|}.GetOrAdd(\"a\", 1);")]
    [TestCase("_ = {|DUR1011:S.Cache|}[\"a\"];")]
    [TestCase("{|DUR1011:S.Signal|}.TrySetResult();")]
    [TestCase("_ = {|DUR1011:S.Channel|}.Writer.TryWrite(1);")]
    [TestCase("_ = Own;", "private static int _own; private static int Own => {|DUR1011:_own|};")]
    [TestCase("One(); Func<int> f = () => {|DUR1011:_own|}; _ = f();", "private static int _own; private void One() => Two(1); private static void Two<T>(T t) => Three(); private static void Three() { {|DUR1011:_own|} = 2; }")]
    [TestCase("_ = Gen<int>.Get();", "private static class Gen<T> { private static T? _value; public static T? Get() => {|DUR1011:_value|}; }")]
    public void Static_that_may_change_is_reported(string body, string members = "") => Check(body, members);

    [TestCase("_ = S.Const + S.GetOnly + S.Table[\"a\"] + S.Array[0] + S.List.Count + S.Holder.Count;")]
    [TestCase("_ = S.Table.TryGetValue(\"a\", out var v) ? v : 0; foreach (var x in S.List) _ = x; _ = S.Set.Contains(\"a\");")]
    [TestCase("_ = S.Immutable.Add(1); _ = S.Lazy.Value; _ = S.Twice(2); _ = S.Regex.IsMatch(\"a\"); _ = string.Empty; _ = int.MaxValue;")]
    [TestCase("S.Fresh.Add(1); var copy = new List<int>(S.List); copy.Add(1); var sorted = S.Array.ToArray(); sorted[0] = 1;")]
    [TestCase("_ = nameof(S.Field); _ = DayOfWeek.Monday; _ = TimeSpan.Zero; Known.Field = 1; await Task.CompletedTask;")]
    [TestCase("_field = 1; _list.Add(1);", "private int _field; private readonly List<int> _list = [];")]
    [TestCase("""
        #pragma warning disable DUR1011
                _ = S.Field;
        #pragma warning restore DUR1011
        """)]
    public void Constant_and_table_that_is_only_read_are_not(string body, string members = "") => Check(body, members);

    [TestCase("_ = {|DUR1012:S.OfThread|};")]
    [TestCase("{|DUR1012:S.OfThread|}++;")]
    [TestCase("_ = {|DUR1012:S.OfCall.Value|};")]
    [TestCase("{|DUR1012:S.OfCall.Value|} = 1;")]
    [TestCase("Use({|DUR1012:S.OfCall|}); Use({|DUR1012:S.Local|});", "private static void Use(object o) { }")]
    [TestCase("Func<object> f = () => {|DUR1012:_mine|}; _ = f();", "private readonly AsyncLocal<int> _mine = new();")]
    [TestCase("""
        #pragma warning disable DUR1012
                _ = S.OfThread;
        #pragma warning restore DUR1012
        """)]
    public void State_of_a_thread_or_a_call_is_reported(string body, string members = "") => Check(body, members);

    [Test]
    public void Aliases_and_using_static_hide_nothing() => Expect.Findings([
        ("S.cs", "namespace Lib { public static class S { public static int Field; public static readonly List<int> List = []; } }"),
        ("Case.cs", """
            using static Lib.S;
            using Alias = Lib.S;
            public sealed class W
            {
                [Workflow] public Task RunAsync() { _ = {|DUR1011:Field|}; {|DUR1011:Alias.List.Add(1)|}; return Task.CompletedTask; }
                [Step] public static Task StepAsync() { Field = 1; Alias.List.Add(1); return Task.CompletedTask; }
            }
            """)]);

    [Test]
    public void Message_names_the_static_the_advice_and_the_chain()
    {
        var reported = Expect.InWorkflow("One();", "private static int _count; private static void One() => Two(); private static void Two() => {|DUR1011:_count|}++;");

        Assert.That(reported.Single().GetMessage(null), Is.EqualTo(
            "'OrderWorkflow._count' is shared by all runs of this process and lost with it, so a replay finds another value; keep the value in a variable of the workflow, or change it in a [Step] (reached by OrderWorkflow.RunAsync → One → Two)"));
    }

    [TestCase("S.")]
    [TestCase("S.Field = ")]
    [TestCase("S.List.Add(")]
    [TestCase("S.Table[")]
    [TestCase("S.Nothing.Add(1); Unknown.X = 1; S.Changed +=")]
    public void Half_typed_code_throws_nothing(string body) => Assert.That(
        () => Project.Of($"public static class S {{ public static int Field; public static readonly List<int> List = new(); public static readonly Dictionary<Unknown, int> Table; public static event Unknown Changed; }} public class W {{ [Workflow] public async Task RunAsync() {{ {body} }} }}").AnalyzeDeterminism(),
        Throws.Nothing);

    private static void Check(string body, string members) => Expect.Findings([
        ("S.cs", body.Contains("Raise", StringComparison.Ordinal) ? Statics : Statics.Replace("{|DUR1011:Changed|}", "Changed", StringComparison.Ordinal)),
        ("Case.cs", $$"""
            #pragma warning disable CS8321, CS0649
            public sealed class W
            {
                [Workflow] public async Task RunAsync()
                {
                    await Task.Yield();
                    {{body}}
                }
                {{members}}
            }
            """)]);
}

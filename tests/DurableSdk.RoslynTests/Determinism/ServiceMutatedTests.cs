using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1013: workflow code changes an object that was injected.</summary>
public sealed class ServiceMutatedTests
{
    [TestCase("{|DUR1013:settings.Count|} = 1;")]
    [TestCase("{|DUR1013:settings.Count|}++;")]
    [TestCase("{|DUR1013:_settings.Field|} += 1;")]
    [TestCase("{|DUR1013:settings.Inner.Count|} = 1;")]
    [TestCase("{|DUR1013:settings.Items.Add(1)|};")]
    [TestCase("{|DUR1013:settings.Items[0]|} = 1;")]
    [TestCase("{|DUR1013:names.Add(\"a\")|};")]
    [TestCase("{|DUR1013:_names.Clear()|};")]
    [TestCase("{|DUR1013:service.Limit|} = 1;")]
    [TestCase("{|DUR1013:service.Changed|} += null;")]
    [TestCase("var s = settings; {|DUR1013:s.Count|} = 1;")]
    [TestCase("foreach (var s in many) {|DUR1013:s.Count|} = 1;")]
    [TestCase("Out(out {|DUR1013:settings.Field|});", "private static void Out(out int x) => x = 1;")]
    [TestCase("Action a = () => {|DUR1013:settings.Count|} = 1; a();")]
    [TestCase("One();", "private void One() => Two<int>(); private void Two<T>() => Three(); private int Three() => {|DUR1013:settings.Count|} = 1;")]
    [TestCase("counter.Hit();")]
    public void Change_of_an_injected_object_is_reported(string body, string members = "") =>
        Check(body, members, body.Contains("Hit", StringComparison.Ordinal));

    [TestCase("var s = new Settings { Count = 1 }; s.Count = 2; s.Items.Add(1);")]
    [TestCase("_ = record with { Max = 2 };")]
    [TestCase("var copy = names.ToList(); copy.Add(\"a\"); var own = new List<string>(names) { \"b\" }; own.Clear();")]
    [TestCase("_own.Add(1); _count++; _settings = new Settings(); settings = null!;", "private readonly List<int> _own = []; private int _count;")]
    [TestCase("_ = settings.Count + settings.Items.Count + names[0].Length;")]
    [TestCase("await ChangeAsync();", "[Step] private Task ChangeAsync() { settings.Count = 1; names.Add(\"a\"); return Task.CompletedTask; }")]
    [TestCase("_ = new Counter().Hits;")]
    [TestCase("""
        #pragma warning disable DUR1013
                settings.Count = 1;
        #pragma warning restore DUR1013
        """)]
    public void Own_objects_and_reads_are_not(string body, string members = "") => Check(body, members, false);

    [Test]
    public void Property_whose_value_an_interface_gives_is_one_finding() => Expect.Findings("""
        public interface IState { List<int> Items { get; } }
        public sealed class W(IState state) { [Workflow] public Task RunAsync() { {|DUR1029:state.Items|}.Add(1); return Task.CompletedTask; } }
        """);

    [TestCase("settings.Count = ")]
    [TestCase("settings. = 1;")]
    [TestCase("unknown.Add(1); settings.Items.Add(; (settings.Count, ) = 1;")]
    public void Half_typed_code_throws_nothing(string body) => Assert.That(
        () => Project.Of($"public class Settings {{ public int Count; public List<int> Items; }} public class W(Settings settings, Unknown unknown) {{ [Workflow] public async Task RunAsync() {{ {body} }} }}").AnalyzeDeterminism(),
        Throws.Nothing);

    private static void Check(string body, string members, bool marksInside) => Expect.Findings([
        ("Types.cs", $$"""
            public interface IService { int Limit { get; set; } event Action Changed; }
            public sealed class Settings { public int Count { get; set; } public int Field; public List<int> Items { get; } = []; public Settings Inner => this; }
            public sealed record Options(int Max);
            public sealed class Counter
            {
                private readonly List<int> _hits = [];
                private int _count;
                public Counter() { _count = 0; _hits.Add(1); }
                public int Hits => _count;
                public void Hit() { {{(marksInside ? "{|DUR1013:_count|}++; {|DUR1013:_hits.Add(1)|};" : "_count++; _hits.Add(1);")}} }
            }
            """),
        ("Case.cs", $$"""
            #pragma warning disable CS9113, CS9124, CS9107 // a case uses what it needs
            public sealed class W(Settings settings, List<string> names, IService service, Options record, Counter counter, IEnumerable<Settings> many)
            {
                private Settings _settings = settings;
                private readonly List<string> _names = names;
                [Workflow] public async Task RunAsync()
                {
                    await Task.Yield();
                    {{body}}
                }
                {{members}}
            }
            """)]);
}

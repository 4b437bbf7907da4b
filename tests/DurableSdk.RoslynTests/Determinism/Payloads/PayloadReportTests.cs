using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Determinism.Payloads;

/// <summary>Where DUR1022 looks, where it speaks, and what makes it silent.</summary>
public sealed class PayloadReportTests
{
    private const string Lost = "public class Lost { public int X { get; private set; } }";

    [Test]
    public void Parameter_and_result_of_step_and_workflow_are_reported_at_their_types() => Expect.Findings(Lost + """
        public class W
        {
            [Workflow] public Task<{|DUR1022:Lost|}> RunAsync({|DUR1022:Lost|} input, CancellationToken cancel) => OneAsync(input, [], 1);
            [Step] private async {|DUR1022:ValueTask<Lost>|} TwoAsync<T>(T any, {|DUR1022:IReadOnlyList<Lost>|} more) { await Task.Yield(); return more[0]; }
            [Step] private Task<Lost> OneAsync([NotCompared] {|DUR1022:Lost|} first, {|DUR1022:Lost[]|} more, int count) => Task.FromResult(first);
            private Task<Lost> NoStepAsync(Lost first) => Task.FromResult(first);
        }
        """.Replace("Task<{|DUR1022:Lost|}>", "{|DUR1022:Task<Lost>|}", StringComparison.Ordinal).Replace("private Task<Lost> One", "private {|DUR1022:Task<Lost>|} One", StringComparison.Ordinal));

    [Test]
    public void Type_that_only_the_call_of_a_generic_step_names_is_reported_there() => Expect.Findings(Lost + """
        public interface IStore<T> { [Step] Task<T> LoadAsync(string key); [Step] Task SaveAsync(T value, string key); }
        public static class Steps
        {
            [Step] public static Task<T> KeepAsync<T>(this T value) => Task.FromResult(value);
            [Step] public static Task<T> MakeAsync<T>(int n) where T : new() => Task.FromResult(new T());
            [Step] public static Task ToldAsync<T>({|DUR1022:Dictionary<T, Lost>|} told, T value) where T : notnull => Task.CompletedTask;
        }
        public class W(IStore<Lost> lost, IStore<string> texts)
        {
            [Workflow] public async Task RunAsync()
            {
                var one = await {|DUR1022:Steps.MakeAsync<Lost>(1)|};
                await {|DUR1022:one|}.KeepAsync();
                await Steps.KeepAsync({|DUR1022:new[] { one }|});
                await lost.SaveAsync({|DUR1022:one|}, "a");
                await texts.SaveAsync(await texts.LoadAsync("a"), "b");
                await (1, "a").KeepAsync();
                await Steps.ToldAsync(new Dictionary<string, Lost>(), "a");
                await HelpAsync("a");
            }
            private static Task HelpAsync<T>(T value) => value.KeepAsync();
        }
        public class Tests { public Task Test() => new Lost().KeepAsync(); }
        """);

    [Test]
    public void Declaration_with_the_attribute_is_reported_once() => Expect.Findings(Lost + """
        public interface IBank { [Step] Task PayAsync({|DUR1022:Lost|} lost); }
        public class Bank : IBank { public Task PayAsync(Lost lost) => Task.CompletedTask; }
        public abstract class Base { [Step] public abstract Task GoAsync({|DUR1022:Lost|} lost); }
        public class Derived : Base { public override Task GoAsync(Lost lost) => Task.CompletedTask; }
        public partial class Parts { [Step] public partial Task GoAsync({|DUR1022:Lost|} lost); public partial Task GoAsync(Lost lost) => Task.CompletedTask; }
        public static class Ext { [Step] public static Task GoAsync(this {|DUR1022:Lost|} lost) => Task.CompletedTask; }
        """);

    [Test]
    public void Type_that_leads_to_ever_larger_types_comes_to_an_end()
    {
        var project = Project.Of("public record Node<T>(Node<List<T>>? A, Node<T[]>? B, Node<HashSet<T>>? C); public class W { [Step] private Task OneAsync(Node<int> node) => Task.CompletedTask; }");

        Assert.That(Task.Run(() => project.AnalyzeDeterminism()).Wait(TimeSpan.FromMinutes(1)), Is.True);
    }

    [Test]
    public void Message_names_the_path() => Assert.That(Expect.Findings(Lost + """
        public record Line(Lost[] Parts);
        public record Order(List<Line> Lines);
        public class W { [Step] private Task OneAsync({|DUR1022:Order|} order) => Task.CompletedTask; }
        """).Single().GetMessage(null), Is.EqualTo(
        "Parameter 'order' of 'OneAsync' is written to the log as JSON and wouldn't come back as it was: 'Order.Lines[].Parts[].X' is lost, for it has neither a public setter nor a constructor parameter of its name and type; give it a public 'set' or 'init', or [JsonInclude] where its setter isn't public"));

    [Test]
    public void Pragma_and_alias_are_understood() => Expect.Findings("using L = Lost;\n" + Lost + """
        public class W
        {
            [Step] private Task OneAsync({|DUR1022:L|} lost) => Task.CompletedTask;
        #pragma warning disable DUR1022
            [Step] private Task TwoAsync(L lost) => Task.CompletedTask;
        #pragma warning restore DUR1022
        }
        """);

    // Each of these may give the type another contract, which can't be seen from its declaration.
    [TestCase("public class C : JsonConverter<Lost> { public override Lost Read(ref System.Text.Json.Utf8JsonReader r, Type t, System.Text.Json.JsonSerializerOptions o) => null!; public override void Write(System.Text.Json.Utf8JsonWriter w, Lost v, System.Text.Json.JsonSerializerOptions o) { } }")]
    [TestCase("public class C : JsonConverterFactory { public override bool CanConvert(Type t) => true; public override JsonConverter CreateConverter(Type t, System.Text.Json.JsonSerializerOptions o) => null!; }")]
    [TestCase("public class C { public static void Set(System.Text.Json.JsonSerializerOptions o) => o.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(); }")]
    public void Contract_that_the_project_changes_is_silent(string customisation) => Expect.Findings(
        "using System.Text.Json.Serialization;\n" + Lost + customisation + "public class W { [Step] private Task OneAsync(Lost lost) => Task.CompletedTask; }");

    private const string Create = " public override JsonConverter CreateConverter(Type t, System.Text.Json.JsonSerializerOptions o) => null!; }";

    [TestCase("t == typeof(Lost)", true)]
    [TestCase("typeof(Lost).IsAssignableFrom(t)", true)]
    [TestCase("t.IsEnum || t.IsAssignableTo(typeof(ILost))", true)]
    [TestCase("t.Name.Length > 3 && t.IsValueType", true)]
    [TestCase("t != typeof(Other)", true)]
    [TestCase("t == typeof(Holder)", true)]
    [TestCase("t == typeof(Other)", false)]
    [TestCase("t.IsEnum", false)]
    [TestCase("t.IsGenericType && t.GetGenericTypeDefinition() == typeof(List<>)", false)]
    public void Factory_speaks_for_the_types_that_it_compares_with(string canConvert, bool isSilent)
    {
        var parameter = isSilent ? "Holder" : "{|DUR1022:Holder|}";
        Expect.Findings($$"""
            using System.Text.Json.Serialization;
            public interface ILost; public class Lost : ILost { public int X { get; private set; } } public class Other; public record Holder(Lost Lost);
            public class C : JsonConverterFactory { public override bool CanConvert(Type t) => {{canConvert}}; {{Create}}
            public class D : JsonConverterFactory { public override bool CanConvert(Type t) { return t == typeof(Other); } {{Create}}
            public class W { [Step] private Task OneAsync({{parameter}} holder) => Task.CompletedTask; }
            """);
    }

    [TestCase("public static class C { public static void Set(System.Text.Json.JsonSerializerOptions o) { o.Converters.Add(new JsonStringEnumConverter()); } }")]
    [TestCase("[JsonSerializable(typeof(Lost))] public abstract class C(System.Text.Json.JsonSerializerOptions o) : JsonSerializerContext(o);")]
    public void Usual_options_change_nothing(string customisation) => Expect.Findings(
        "using System.Text.Json.Serialization;\n" + Lost + customisation + "public class W { [Step] private Task OneAsync({|DUR1022:Lost|} lost) => Task.CompletedTask; }");

    [Test]
    public void What_is_already_an_error_is_not_repeated() => Assert.That(
        Harness.Project.Of("public class W { [Step] private Task OneAsync(Action a, List<System.IO.Stream> b, Type c, CancellationToken? d) => Task.CompletedTask; }").AnalyzeDeterminism(), Is.Empty);

    /// <summary>A package brings converters that can't be seen from here; an assembly that uses DurableSdk is of the same house.</summary>
    [TestCase("public class Uses { [Workflow] public Task RunAsync() => Task.CompletedTask; }", "{|DUR1022:Odd|}")]
    [TestCase("", "Odd")]
    public void Type_of_another_assembly_is_judged_where_that_uses_DurableSdk(string use, string parameter)
    {
        var project = Harness.Project.Of("public class Odd { public Odd(int a) => A = a; public Odd(string b) => A = b.Length; public int A { get; } }" + use, "Library");
        using var plain = new MemoryStream();
        project.Compilation.Emit(plain);
        var library = use.Length > 0 ? project.Build() : plain.ToArray();

        Expect.Findings($$"""public class W { [Step] private Task OneAsync({{parameter}} odd) => Task.CompletedTask; }""", Harness.Program.ReferenceTo(library));
    }

    [Test]
    public void Type_that_grows_for_ever_ends() => Expect.Findings("public record Page<T>(T One, Page<List<T>>? More); public class W { [Step] private Task OneAsync(Page<int> page) => Task.CompletedTask; }");
}

using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>Code is broken most of the time that it is typed: the rules of determinism never throw.</summary>
public sealed class HalfTypedWorkflowTests
{
    private const int Stride = 97;

    /// <summary>Idiomatic workflows, and one that holds all that the rules speak of, so that they are inside what they look at when it breaks.</summary>
    private static readonly string[] Names = ["GenericPipeline", "PagedCustomers", "InsuranceClaim", "ChannelInside", "GreenhouseControl", "TravelSaga", "TestScores", "WeekPlan", "Harm"];

    [TestCaseSource(nameof(Names))]
    public void Truncated_file_never_throws(string name)
    {
        var source = SourceOf(name);
        for (var length = 0; length < source.Length; length += Stride)
            Analyse(source[..length]);
    }

    [TestCaseSource(nameof(Names))]
    public void File_without_one_token_never_throws(string name)
    {
        var source = SourceOf(name);
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(t => t.Span.Length > 0).ToList();
        var random = new Random(name.Length);
        for (var i = 0; i < 12; i++)
        {
            var token = tokens[random.Next(tokens.Count)];
            Analyse(source.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [Test]
    public void Truncated_file_with_a_token_missing_never_throws()
    {
        var source = SourceOf("Harm");
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(t => t.Span.Length > 0).ToList();
        var random = new Random(1);
        for (var i = 0; i < 30; i++)
        {
            var token = tokens[random.Next(tokens.Count)];
            var broken = source.Remove(token.SpanStart, token.Span.Length);
            Analyse(broken[..random.Next(broken.Length)]);
        }
    }

    /// <summary>A variable that leads back to itself has no origin: the search for one would take the compiler with it.</summary>
    [TestCase("TaskScheduler scheduler = scheduler; await Task.Factory.StartNew(() => 1, CancellationToken.None, TaskCreationOptions.None, scheduler);")]
    [TestCase("TaskScheduler a = b, b = a; await Task.Factory.StartNew(() => 1, CancellationToken.None, TaskCreationOptions.None, b);")]
    [TestCase("System.IO.FileStream s = await s; s.Flush();")]
    [TestCase("System.IO.FileStream a = await b; System.IO.FileStream b = await a; a.Flush(); b.Flush();")]
    [TestCase("System.Reflection.TypeInfo t = System.Reflection.IntrospectionExtensions.GetTypeInfo(t); t.GetDeclaredMethod(\"OneAsync\");")]
    [TestCase("foreach (System.IO.FileStream s in await s) s.Flush();")]
    public void Variable_that_leads_back_to_itself_never_throws(string body) =>
        Analyse($"public class W {{ [Workflow] public async Task RunAsync() {{ await OneAsync(); {body} }} [Step] private Task OneAsync() => Task.CompletedTask; }}");

    // An analyzer that throws fails here with what was thrown, for AD0001 would only be a warning.
    private static void Analyse(string source) => Assert.That(Project.Of(source).AnalyzeDeterminism().Where(d => d.Id == "AD0001"), Is.Empty, source);

    private static string SourceOf(string name) => name == "Harm" ? Harm : IdiomaticFiles.SourceOf(name);

    private const string Harm = """
        using System.Collections.Concurrent;
        using System.Globalization;
        using Json = System.Text.Json.Serialization;
        namespace Harm;
        public class Part { public Part(int a) { } public Part(int a, int b) { } public List<int> Items { get; } = new(); public Action? Do; private int _x = Guid.NewGuid().GetHashCode(); public int X => _x; public object this[int i] => i; }
        [Json.JsonDerivedType(typeof(Leaf), "leaf")] public abstract record Node(Node? Next, Dictionary<(int, int), Part[,]> Map);
        public record Leaf(Type Kind, Stack<int> S, (int A, object B) T) : Node(null, null!) { public Guid Id { get; } = Guid.NewGuid(); }
        public class Money<T> : Json.JsonConverter<Money<T>> where T : struct { public override Money<T> Read(ref System.Text.Json.Utf8JsonReader r, Type t, System.Text.Json.JsonSerializerOptions o) => this; }
        public partial class Flow<T>(IService service, Microsoft.Extensions.Logging.ILogger logger) where T : notnull
        {
            private static int s_count;
            private readonly AsyncLocal<int> _local = new();
            private Random _random = new();
            [Workflow] public async Task<Node> RunAsync(Leaf leaf, T item, CancellationToken cancel = default)
            {
                var hashes = new ConcurrentDictionary<string, int>(); var set = new HashSet<string> { item.ToString()!, $"{DateTime.Now:d} {leaf.Id,4}" };
                foreach (var (key, value) in hashes) await OneAsync(key.GetHashCode() + value, leaf.S is [1, .. var rest] ? default : cancel);
                foreach (var text in set.Where(s => s.StartsWith("a") || string.Compare(s, "b") < 0)) { await TwoAsync(text); if (text.ToUpper() is "A" or null) break; }
                await foreach (var x in Items(cancel).WithCancellation(cancel).ConfigureAwait(false)) s_count += x switch { > 1 => HashCode.Combine(x, leaf), _ => Math.Max(s_count, _local.Value) };
                try { using var timer = new Timer(_ => { }); lock (this) { service.Call(); } Task.Run(() => 1).Wait(); } catch (Exception e) when (Log(e)) { } finally { logger.Log(0, 0, "", null, (a, b) => ""); }
                var task = OneAsync(1); OneAsync(2); _ = TwoAsync($"{1.5} {decimal.Parse("1")}"); Func<int, Task> f = async i => await OneAsync(i); async void Local() => await f(1);
                return await (leaf.Next is Leaf { Kind.Name.Length: var n } l && n > 0 ? Task.FromResult<Node>(l with { S = new() }) : throw Durable.Run.ToString()!.Length switch { 0 => new Exception(), _ => new ArgumentException() });
            }
            private bool Log(Exception e) { Console.WriteLine(e); return string.Join(",", new Dictionary<string, int>().Keys).GetHashCode() == 0; }
            private static async IAsyncEnumerable<int> Items([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel) { await Task.Delay(1, cancel); yield return Environment.TickCount; }
            [Step] private Task OneAsync(int i, CancellationToken cancel = default) => TwoAsync(s_count.ToString());
            [Step(Timeout = "1s")] protected virtual Task<Part> TwoAsync(string text, [NotCompared] params Part[] parts) => Task.FromResult(parts[0]);
        }
        public interface IService { void Call(); [Step] Task<IReadOnlySet<int>> AskAsync<TKey>(TKey key, Money<int> money); }
        """;
}

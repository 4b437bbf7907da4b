namespace DurableSdk.RoslynTests.Determinism;

/// <summary>Statics that never change, but that each process makes anew (DUR1011), and other things that the search finds late.</summary>
public sealed class ProcessValueTests
{
    [TestCase("private static readonly DateTime S = DateTime.UtcNow;")]
    [TestCase("private static readonly string S = Guid.NewGuid().ToString();")]
    [TestCase("private static string S { get; } = Environment.GetEnvironmentVariable(\"REGION\") ?? \"eu\";")]
    [TestCase("private static readonly string[] S = System.IO.File.ReadAllLines(\"a\");")]
    [TestCase("private static readonly int S; static OrderWorkflow() { S = Environment.ProcessorCount; }")]
    [TestCase("private static readonly SemaphoreSlim S = new(1);")]
    [TestCase("private static readonly string S = Read(\"REGION\"); private static string Read(string name) => Environment.GetEnvironmentVariable(name) ?? \"eu\";")]
    [TestCase("private static string S { get; } = Build(); private static string Build() => Part() + \"/a\"; private static string Part() => Guid.NewGuid().ToString();")]
    [TestCase("private static readonly string R = Environment.MachineName; private static readonly string S = R + \"/a\";")]
    public void Static_that_the_next_process_makes_otherwise_is_reported(string member) => Expect.InWorkflow("_ = {|DUR1011:S|};", member);

    [TestCase("private static readonly DateTime S = DateTime.UnixEpoch;")]
    [TestCase("private static readonly string S = Environment.NewLine;")]
    [TestCase("private static readonly TimeSpan S = TimeSpan.FromDays(3);")]
    [TestCase("private static readonly Uri S = new(\"https://example.org\");")]
    [TestCase("private static readonly int S; private static readonly int T; static OrderWorkflow() { S = 1; T = Environment.ProcessorCount; }")]
    [TestCase("[WorkflowSafe] private static string S { get; } = Environment.MachineName;")]
    [TestCase("private static readonly string S = Read(); [WorkflowSafe] private static string Read() => Environment.MachineName;")]
    [TestCase("private static readonly string S = Build(); private static string Build() { Console.WriteLine(1); return \"a\"; }")]
    [TestCase("private static readonly int S = T; private static readonly int T = S;")]
    public void Static_that_is_the_same_everywhere_is_silent(string member) => Expect.InWorkflow("_ = S;", member);

    [TestCase("IEnumerable<string> names = {|DUR1017:new HashSet<string> { \"a\" }|}; foreach (var name in names) await TextAsync(name);")]
    [TestCase("IReadOnlyCollection<string> names = {|DUR1017:new Dictionary<string, int>().Keys|}; foreach (var name in names) await TextAsync(name);")]
    [TestCase("_ = {|DUR1010:DateOnly.TryParse(order.Id, out var day)|}; if (day.Day == 1) await OneAsync();")]
    [TestCase("IEnumerable<string> names = new HashSet<string> { \"a\" }; foreach (var name in names.Order(StringComparer.Ordinal)) await TextAsync(name);")]
    [TestCase("ISet<string> names = new HashSet<string> { \"a\" }; if (names.Add(order.Id)) await TextAsync(order.Id);")]
    [TestCase("IReadOnlyDictionary<string, int> prices = new Dictionary<string, int>(); await NumberAsync(prices[order.Id]);")]
    [TestCase("_ = DateOnly.TryParse(order.Id, System.Globalization.CultureInfo.InvariantCulture, out var day); if (day.Day == 1) await OneAsync();")]
    public void Variable_is_followed_to_what_it_decides(string body) => Expect.InWorkflow(body);

    [Test]
    public void Service_behind_a_choice_is_one() => Expect.Findings("""
        public interface IPrices { decimal Of(string id); }
        public sealed class W(IPrices prices, IPrices? others)
        {
            [Workflow] public async Task RunAsync(string id)
            {
                await Task.Yield();
                _ = {|DUR1029:(others ?? prices).Of(id)|} + {|DUR1029:(id == "a" && others is not null ? others : prices).Of(id)|};
            }
        }
        """);
}

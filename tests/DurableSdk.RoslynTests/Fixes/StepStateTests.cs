namespace DurableSdk.RoslynTests.Fixes;

/// <summary>A step runs on an instance of its own: what the run has put into the workflow's is passed to an extracted step, or there is no such step.</summary>
public sealed class StepStateTests
{
    private const string Members = """
        private readonly List<string> _log = [];
        private readonly Dictionary<string, int> _map = [];
        private readonly string _root = "a";
        private string[] Names { get; } = new string[3];
        private string Text => string.Join(",", _log);
        private string Plain => _root + Constant();
        private string Render() => Nested();
        private string Nested() => Text;
        private string Constant() => "c";
        """;

    [TestCase("string.Join(\",\", _log)", "_log", "List<string> log", "string.Join(\",\", log)")]
    [TestCase("string.Join(\",\", this._log)", "this._log", "List<string> log", "string.Join(\",\", log)")]
    [TestCase("_root + _map.Count", "_map", "Dictionary<string, int> map", "_root + map.Count")]
    [TestCase("Names[0]", "Names", "string[] names", "names[0]")]
    [TestCase("_root + Total", "Total", "int total", "_root + total")]
    [TestCase("string.Join(\",\", Items)", "Items", "List<int> items", "string.Join(\",\", items)")]
    [TestCase("count.ToString()", "count", "int count", "count.ToString()")]
    [TestCase("Plain", "", "", "Plain")]
    [TestCase("Constant() + prefix", "", "", "Constant() + prefix")]
    public async Task State_of_the_run_is_passed(string value, string argument, string parameter, string inStep)
    {
        var text = await Fixed.OneAsync("DUR1008", Source(value));

        Assert.That(text, Does.Contain($"await WriteAllTextAsync({argument});"));
        Assert.That(text, Does.Contain($"WriteAllTextAsync({parameter})\n").And.Contain($"System.IO.File.WriteAllText(\"f\", {inStep});\n        return"));
    }

    [TestCase("Text", TestName = "State of the run: a property reads it")]
    [TestCase("Render()", TestName = "State of the run: a method that a method calls reads it")]
    [TestCase("Sum()", TestName = "State of the run: a method of a base class reads it")]
    public Task Code_that_reads_state_of_the_run_is_left_alone(string value) => Fixed.NotOfferedAsync("DUR1008", Source(value));

    private static string Source(string value) => $$"""
        public abstract class Base { protected int Total; protected List<int> Items = []; protected string Sum() => $"{Total}"; }

        public sealed class Flow(string prefix, int count) : Base
        {
            {{Members.Replace("\n", "\n    ", StringComparison.Ordinal)}}

            [Workflow]
            public async Task RunAsync()
            {
                await Task.Yield();
                _log.Add("a");
                _map["a"] = 1;
                Names[0] = "b";
                Total = 5;
                Items.Add(count++);
                System.IO.File.WriteAllText("f", {{value}});
            }
        }
        """;
}

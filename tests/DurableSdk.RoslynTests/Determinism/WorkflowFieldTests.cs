using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1014: a step has an instance of its own, so it shares no field with the workflow.</summary>
public sealed class WorkflowFieldTests
{
    [TestCase("_count = 1; await S();", "private int _count; [Step] private Task<int> S() => Task.FromResult({|DUR1014:_count|});")]
    [TestCase("_count++; await S();", "private int _count; [Step] private Task<int> S() => Task.FromResult({|DUR1014:this._count|});")]
    [TestCase("_count += 1; await S();", "private int _count; [Step] private async Task<int> S() { await Task.Yield(); return {|DUR1014:_count|}; }")]
    [TestCase("Set(out _count); await S();", "private int _count; private static void Set(out int x) => x = 1; [Step] private Task<int> S() => Task.FromResult({|DUR1014:_count|});")]
    [TestCase("(_count, _) = (1, 2); await S();", "private int _count; [Step] private Task<int> S() => Task.FromResult({|DUR1014:_count|});")]
    [TestCase("Count = 1; await S();", "private int Count { get; set; } [Step] private Task<int> S() => Task.FromResult({|DUR1014:Count|});")]
    [TestCase("Count = 1; await S();", "private int _count; private int Count { get => {|DUR1014:_count|}; set => _count = value; } [Step] private Task<int> S() => Task.FromResult(Count);")]
    [TestCase("_list.Add(1); await S();", "private readonly List<int> _list = []; [Step] private Task<int> S() => Task.FromResult({|DUR1014:_list|}.Count);")]
    [TestCase("_list[0] = 1; await S();", "private readonly int[] _list = [1]; [Step] private Task<int> S() => Task.FromResult({|DUR1014:_list|}.Length);")]
    [TestCase("_state.Count = 1; await S();", "private sealed class State { public int Count; } private readonly State _state = new(); [Step] private Task<int> S() => Task.FromResult({|DUR1014:_state|}.Count);")]
    [TestCase("_list?.Add(1); await S();", "private readonly List<int>? _list = []; [Step] private Task<int> S() => Task.FromResult({|DUR1014:_list|}!.Count);")]
    [TestCase("_count = 1; await S();", "private int _count; [Step] private Task<int> S() => Task.FromResult(One()); private int One() => Two<int>(); private int Two<T>() => Three; private int Three => {|DUR1014:_count|};")]
    [TestCase("_count = 1; await S();", "private int _count; [Step] private Task<int> S() { Func<int> f = () => {|DUR1014:_count|}; int Local() => {|DUR1014:_count|}; return Task.FromResult(f() + Local()); }")]
    [TestCase("One(); await S();", "private int _count; private void One() => Two(); private void Two() => _count = 2; [Step] private Task<int> S() => Task.FromResult({|DUR1014:_count|});")]
    [TestCase("_count = 1; await S();", "private int _count; [Step] private Task S() { {|DUR1014:_count|} = 2; return Task.CompletedTask; }")]
    [TestCase("await S(); _ = _count;", "private int _count; [Step] private Task S() { {|DUR1014:_count|} = 2; return Task.CompletedTask; }")]
    [TestCase("await S(); _ = _list.Count;", "private readonly List<int> _list = []; [Step] private Task S() { {|DUR1014:_list|}.Add(1); return Task.CompletedTask; }")]
    [TestCase("await S(); if (Paid) await OneAsync();", "private bool Paid { get; set; } [Step] private Task S() { {|DUR1014:Paid|} = true; return Task.CompletedTask; }")]
    public void Step_that_uses_a_field_of_the_workflow_is_reported(string body, string members) => Expect.InWorkflow(body, members);

    [TestCase("_ = _count; await S();", "private readonly int _count = 1; [Step] private Task<int> S() => Task.FromResult(_count);")]
    [TestCase("_count = 1; _ = _count; await S();", "private int _count; [Step] private static Task<int> S() => Task.FromResult(1);")]
    [TestCase("_count = 1; await TextAsync($\"{_count}\");", "private int _count;")]
    [TestCase("_count = 1; await S();", "private int _count; private int _other; [Step] private Task<int> S() { _other = 1; return Task.FromResult(_other); }")]
    [TestCase("_ = Prefix; await S();", "private string? _prefix; private string Prefix => _prefix ??= \"a\"; [Step] private Task<string> S() => Task.FromResult(Prefix);")]
    [TestCase("_ = Text(1); await S();", "private readonly System.Text.StringBuilder _text = new(); private string Text(int n) { _text.Clear(); return _text.Append(n).ToString(); } [Step] private Task<string> S() => Task.FromResult(Text(2));")]
    [TestCase("var other = new Other { Count = 1 }; other.Count = 2; await S();", "private sealed class Other { public int Count; public int Get() => Count; } [Step] private Task<int> S() => Task.FromResult(new Other().Count);")]
    [TestCase("""
        _count = 1; await S();
        """, """
        private int _count;
        #pragma warning disable DUR1014
        [Step] private Task<int> S() => Task.FromResult(_count);
        #pragma warning restore DUR1014
        """)]
    public void Constants_arguments_and_what_a_helper_keeps_for_itself_are_not(string body, string members) => Expect.InWorkflow(body, members);

    [Test]
    public void Injected_objects_and_captured_parameters_are_told_apart() => Expect.Findings("""
        public interface IPayments { Task<int> ChargeAsync(int n); }
        public abstract class Base { protected int Shared; protected readonly IPayments Payments; protected Base(IPayments p) => Payments = p; }
        public sealed class W(IPayments payments, int count, List<int> list) : Base(payments)
        {
            private readonly IPayments _payments = payments;
            [Workflow] public async Task RunAsync() { count++; Shared = 1; await S(); {|DUR1013:list.Add(1)|}; _ = list.Count; }
            [Step] private async Task S()
            {
                await _payments.ChargeAsync({|DUR1014:count|});
                await Payments.ChargeAsync({|DUR1014:Shared|});
                list.Add(2);
            }
        }
        """);

    [Test]
    public void Message_says_what_is_lost_and_what_to_write()
    {
        var reported = Expect.InWorkflow("_count = 1; await S(); _ = _sum;", """
            private int _count;
            private int _sum;
            [Step] private Task S() { Help(); return Task.CompletedTask; }
            private void Help() { {|DUR1014:_sum|} = {|DUR1014:_count|}; }
            """);

        Assert.That(reported.Select(r => r.GetMessage(null)), Is.EqualTo(
        [
            "Step 'S' changes '_sum', which 'RunAsync' reads; a step runs on an instance of its own, so the change is lost; return the value from the step (reached by OrderWorkflow.S → Help)",
            "Step 'S' reads '_count', which 'RunAsync' assigns; a step runs on an instance of its own, so it doesn't see that value; pass it to the step as an argument (reached by OrderWorkflow.S → Help)",
        ]));
    }

    [TestCase("_count = ; _count")]
    [TestCase("_list.Add( ; this._")]
    [TestCase("_unknown = 1; (_count, ) = ")]
    public void Half_typed_code_throws_nothing(string body) => Assert.That(
        () => Project.Of($"public class W {{ private int _count; private List<Unknown> _list; private Unknown _unknown; [Workflow] public async Task RunAsync() {{ {body} }} [Step] private async Task S() {{ {body} }} }}").AnalyzeDeterminism(),
        Throws.Nothing);
}

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1007.</summary>
public sealed class BlockingTests
{
    [TestCase("_ = {|DUR1007:TextAsync(\"a\").Result|};")]
    [TestCase("var task = TextAsync(\"a\"); _ = {|DUR1007:task.Result|};")]
    [TestCase("var task = TextAsync(order.Id); await TextAsync(order.Id); _ = {|DUR1007:task.Result|};")]
    [TestCase("var task = TextAsync(\"a\"); _ = {|DUR1007:task.Result|}; await task;")]
    [TestCase("Task<string>[] tasks = [TextAsync(\"a\")]; _ = tasks.Select(t => {|DUR1007:t.Result|}).ToList();")]
    [TestCase("var tasks = new List<Task<int>> { NumberAsync(1) }; foreach (var task in tasks) _ = {|DUR1007:task.Result|};")]
    [TestCase("var a = NumberAsync(1); var b = NumberAsync(2); await Task.WhenAll(a); _ = a.Result + {|DUR1007:b.Result|};")]
    [TestCase("_ = {|DUR1007:new ValueTask<int>(NumberAsync(1)).Result|};")]
    [TestCase("{|DUR1007:OneAsync().Wait()|};")]
    [TestCase("{|DUR1007:OneAsync().Wait(1000)|};")]
    [TestCase("{|DUR1007:OneAsync().GetAwaiter().GetResult()|};")]
    [TestCase("_ = {|DUR1007:NumberAsync(1).GetAwaiter().GetResult()|};")]
    [TestCase("_ = {|DUR1007:NumberAsync(1).ConfigureAwait(true).GetAwaiter().GetResult()|};")]
    [TestCase("_ = {|DUR1007:new ValueTask<int>(NumberAsync(1)).GetAwaiter().GetResult()|};")]
    [TestCase("{|DUR1007:Task.WaitAll(OneAsync())|};")]
    [TestCase("{|DUR1007:Task.WaitAny(OneAsync(), OneAsync())|};")]
    [TestCase("new Task(() => { }).Start(); var t = new Task(() => { }); {|DUR1007:t.RunSynchronously()|};")]
    [TestCase("{|DUR1007:lock|} (order) { }")]
    [TestCase("{|DUR1007:lock|} (Gate) { }", "private static readonly Lock Gate = new();")]
    [TestCase("{|DUR1007:Monitor.Enter(order)|};")]
    [TestCase("var gate = new SemaphoreSlim(1); {|DUR1007:gate.Wait()|};")]
    [TestCase("Go();", "[{|DUR1007:System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)|}] private void Go() { }")]
    [TestCase("_ = A();", "private int A() => B<int>(); private int B<T>() { int C() => {|DUR1007:NumberAsync(1).Result|}; return C(); }")]
    [TestCase("_ = Price;", "private int Price => {|DUR1007:NumberAsync(1).Result|};")]
    [TestCase("_ = new[] { 1 }.Select(i => {|DUR1007:NumberAsync(i).Result|}).ToList();")]
    [TestCase("foreach (var i in {|DUR1007:Items().ToBlockingEnumerable()|}) _ = i;", "private async IAsyncEnumerable<int> Items() { await OneAsync(); yield return 1; }")]
    [TestCase("var t = NumberAsync(1); if (t is { {|DUR1007:Result|}: > 1 }) await t;")]
    public void Wait_that_blocks_is_reported(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("var a = NumberAsync(1); var b = NumberAsync(2); await Task.WhenAll(a, b); _ = a.Result + b.Result;")]
    [TestCase("var a = NumberAsync(1); var b = TextAsync(\"b\"); await Task.WhenAll(new Task[] { a, b }); _ = a.GetAwaiter().GetResult() + b.Result;")]
    [TestCase("var a = NumberAsync(1); var all = Task.WhenAll(a, NumberAsync(2)); await all; _ = a.Result; _ = all.Result;")]
    [TestCase("var a = NumberAsync(1); var pending = new List<Task> { OneAsync() }; pending.Add(a); await Task.WhenAll(pending); _ = a.Result;")]
    [TestCase("var tasks = new[] { 1, 2 }.Select(i => NumberAsync(i)).ToList(); await Task.WhenAll(tasks); _ = tasks.Select(t => t.Result).Sum() + tasks.Sum(t => t.Result) + tasks[0].Result + tasks.First().Result; foreach (var task in tasks) _ = task.Result;")]
    [TestCase("var tasks = new Task<int>[2]; for (var i = 0; i < 2; i++) tasks[i] = NumberAsync(i); await Task.WhenAll(tasks); for (var i = 0; i < 2; i++) _ = tasks[i].Result;")]
    [TestCase("var pairs = new[] { 1 }.Select(i => (Key: i, Task: NumberAsync(i))).ToList(); await Task.WhenAll(pairs.Select(p => p.Task)); _ = pairs.ToDictionary(p => p.Key, p => p.Task.Result); foreach (var (key, task) in pairs) _ = task.Result;")]
    [TestCase("var map = new Dictionary<string, Task<int>> { [\"a\"] = NumberAsync(1) }; await Task.WhenAll(map.Values); _ = map[\"a\"].Result; foreach (var (key, task) in map) _ = task.Result; foreach (var pair in map) _ = pair.Value.Result;")]
    [TestCase("var first = await Task.WhenAny(NumberAsync(1), NumberAsync(2)); _ = first.Result; _ = (await Task.WhenAny(NumberAsync(1))).Result;")]
    [TestCase("var tasks = new List<Task<int>> { NumberAsync(1) }; while (tasks.Count > 0) { var done = await Task.WhenAny(tasks); tasks.Remove(done); _ = done.Result; }")]
    [TestCase("await foreach (var task in Task.WhenEach(NumberAsync(1))) _ = task.Result;")]
    [TestCase("_ = Task.FromResult(1).Result; var done = ValueTask.FromResult(1); _ = done.Result; Task.CompletedTask.Wait(); _ = new ValueTask<int>(1).Result;")]
    [TestCase("_ = await NumberAsync(1).ContinueWith(t => t.Result + 1);")]
    [TestCase("var task = NumberAsync(1); await Task.WhenAny(task, OneAsync()); if (task.IsCompletedSuccessfully) _ = task.Result;")]
    [TestCase("var t = NumberAsync(1); if (t is { IsCompletedSuccessfully: true, Result: var v }) _ = v; await t;")]
    [TestCase("var t = NumberAsync(1); _ = t switch { { IsCompletedSuccessfully: true, Result: var v } => v, _ => 0 }; await t;")]
    [TestCase("var t = NumberAsync(1); switch (t) { case { IsCompletedSuccessfully: true, Result: var v }: _ = v; break; } await t;")]
    [TestCase("var t = NumberAsync(1); if (t is { IsCompleted: true }) _ = t.Result; await t;")]
    [TestCase("var t = NumberAsync(1); await t; _ = t is { Result: > 1 };")]
    [TestCase("var a = NumberAsync(1); await a; _ = Twice(a);", "private static int Twice(Task<int> task) => 2 * task.Result;")]
    [TestCase("var task = NumberAsync(1); try { await task; } catch (InvalidOperationException) { } finally { _ = task.Result; }")]
    [TestCase("_price = NumberAsync(1); await _price; _ = _price.Result;", "private Task<int> _price = null!;")]
    [TestCase("var a = NumberAsync(1); await Task.WhenAll(a); int Sum() => a.Result; _ = Sum();")]
    [TestCase("var tasks = new[] { NumberAsync(1) }; await Task.WhenAll(tasks); _ = Map(tasks, t => t.Result);", "private static List<int> Map(Task<int>[] tasks, Func<Task<int>, int> map) => tasks.Select(map).ToList();")]
    [TestCase("_ = new Answer(1).Result;", "private sealed record Answer(int Result);")]
    [TestCase("await WorkAsync();", "[Step] private Task WorkAsync() { lock (this) { {|DUR1020:OneAsync()|}.Wait(); } return Task.CompletedTask; }")]
    [TestCase("""
        #pragma warning disable DUR1007
                _ = NumberAsync(1).Result; lock (order) { }
        #pragma warning restore DUR1007
        """)]
    public void Look_at_a_task_that_has_ended_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);
}

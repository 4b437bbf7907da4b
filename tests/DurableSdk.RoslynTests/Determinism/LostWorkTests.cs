namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1018.</summary>
public sealed class LostWorkTests
{
    [TestCase("{|DUR1018:OneAsync()|};")]
    [TestCase("_ = {|DUR1018:OneAsync()|};")]
    [TestCase("_ = {|DUR1018:Durable.Shield(() => OneAsync())|};")]
    [TestCase("_ = {|DUR1018:Durable.ForEachAsync(new[] { 1, 2 }, 2, i => NumberAsync(i))|};")]
    [TestCase("var saga = Durable.Saga().Add(() => OneAsync()); {|DUR1018:saga.CompensateAsync()|};")]
    [TestCase("var saga = Durable.Saga(); saga.Add(async () => { {|DUR1018:OneAsync()|}; await NumberAsync(1); }); await saga.CompensateAsync();")]
    [TestCase("{|DUR1018:Durable.Sleep(TimeSpan.FromDays(1))|};")]
    [TestCase("_ = {|DUR1018:OneAsync()|}.ConfigureAwait(true);")]
    [TestCase("_ = {|DUR1018:OneAsync()|}.ContinueWith(_ => { });")]
    [TestCase("_ = Task.WhenAll({|DUR1018:OneAsync()|}, {|DUR1018:NumberAsync(1)|});")]
    [TestCase("Task.WhenAll([{|DUR1018:OneAsync()|}]);")]
    [TestCase("_ = order.Total > 1 ? {|DUR1018:OneAsync()|} : Task.CompletedTask;")]
    [TestCase("var task = {|DUR1018:OneAsync()|};")]
    [TestCase("var task = {|DUR1018:OneAsync()|}; _ = task;")]
    [TestCase("var task = OneAsync(); await task; task = {|DUR1018:OneAsync()|};")]
    [TestCase("var task = {|DUR1018:OneAsync()|}; task = OneAsync(); await task;")]
    [TestCase("var task = {|DUR1018:OneAsync()|}; if (order.Total > 1) await task;")]
    [TestCase("var task = {|DUR1018:OneAsync()|}; if (order.Total > 1) return; await task;")]
    [TestCase("var task = {|DUR1018:OneAsync()|}; try { if (order.Total > 1) return; await task; } finally { await OneAsync(); }")]
    [TestCase("async Task LocalAsync() { var task = {|DUR1018:OneAsync()|}; if (order.Total > 1) await task; } await LocalAsync();")]
    [TestCase("Func<Task> go = async () => { var task = {|DUR1018:OneAsync()|}; if (order.Total > 1) await task; }; await go();")]
    [TestCase("await AAsync<int>();", "private async Task AAsync<T>() { var task = {|DUR1018:OneAsync()|}; if (DateOnly.MinValue.Day > 1) await task; }")]
    [TestCase("var tasks = new List<Task>(); tasks.Add(OneAsync()); var more = new List<Task> { {|DUR1018:OneAsync()|} }; await Task.WhenAll(tasks);")]
    [TestCase("var tasks = new[] { 1, 2 }.Select(i => {|DUR1018:NumberAsync(i)|}).ToList();")]
    [TestCase("var tasks = new List<Task>(); foreach (var i in new[] { 1, 2 }) tasks.Add({|DUR1018:NumberAsync(i)|});")]
    [TestCase("_ = new[] { 1, 2 }.Select(i => {|DUR1018:NumberAsync(i)|}).ToArray();")]
    [TestCase("new List<int> { 1 }.ForEach(i => {|DUR1018:NumberAsync(i)|});")]
    [TestCase("foreach (var i in new[] { 1, 2 }) {|DUR1018:NumberAsync(i)|};")]
    [TestCase("_ = {|DUR1018:HelpAsync()|};", "private async Task HelpAsync() => await DeepAsync(); private Task DeepAsync() => Deeper<int>(); private async Task Deeper<T>() { await Task.Yield(); await OneAsync(); }")]
    [TestCase("async Task LocalAsync() => await OneAsync(); _ = {|DUR1018:LocalAsync()|};")]
    [TestCase("_ = {|DUR1018:Goer.GoAsync(OneAsync)|};", "private interface IGo { Task GoAsync(Func<CancellationToken, Task> next); } private sealed class Go : IGo { public async Task GoAsync(Func<CancellationToken, Task> next) => await Durable.Sleep(TimeSpan.Zero); } private static readonly IGo Goer = new Go();")]
    [TestCase("Go();", "private void Go() => {|DUR1018:OneAsync()|};")]
    public void Work_that_nothing_awaits_is_reported(string body, string members = "") =>
        Expect.InWorkflow("#pragma warning disable CS4014, CS0219\n" + body, members);

    [TestCase("await OneAsync(); var text = await TextAsync(\"a\"); await Task.WhenAll(OneAsync(), NumberAsync(1));")]
    [TestCase("var saga = Durable.Saga().Add(() => OneAsync()); saga.Add(async () => await NumberAsync(1)); await saga.CompensateAsync();")]
    [TestCase("var winner = await Task.WhenAny(OneAsync(), Durable.Sleep(TimeSpan.FromDays(1))); await winner;")]
    [TestCase("var work = OneAsync(); var late = Durable.Sleep(TimeSpan.FromDays(1)); if (await Task.WhenAny(work, late) == late) return; await work;")]
    [TestCase("var task = OneAsync(); try { await NumberAsync(1); } finally { await task; }")]
    [TestCase("var task = OneAsync(); try { if (order.Total > 1) return; } finally { await task; }")]
    [TestCase("var task = OneAsync(); if (order.Total > 1) throw new InvalidOperationException(); await task;")]
    [TestCase("var task = OneAsync(); if (order.Total > 1) await task; else await Task.WhenAny(task, NumberAsync(1));")]
    [TestCase("Task<string>? vip = null; if (order.Total > 1) vip = TextAsync(\"a\"); await OneAsync(); if (order.Total > 1) _ = await vip!;")]
    [TestCase("Task? last = null; foreach (var i in new[] { 1, 2 }) { if (last is not null) await last; last = NumberAsync(i); } if (last is not null) await last;")]
    [TestCase("var tasks = new List<Task>(); foreach (var i in new[] { 1, 2 }) tasks.Add(NumberAsync(i)); await Task.WhenAll(tasks);")]
    [TestCase("var tasks = new[] { 1, 2 }.Select(i => NumberAsync(i)).ToList(); await Task.WhenAll(tasks);")]
    [TestCase("await Task.WhenAll(new[] { 1, 2 }.Select(async i => await NumberAsync(i)));")]
    [TestCase("var tasks = _all; tasks.Add(OneAsync()); await Task.WhenAll(_all);", "private readonly List<Task> _all = [];")]
    [TestCase("var task = OneAsync(); async Task LaterAsync() => await task; if (order.Total > 1) await LaterAsync(); else await LaterAsync();")]
    [TestCase("_pending = OneAsync(); await HelpAsync(OneAsync());", "private Task? _pending; private static Task HelpAsync(Task task) => task;")]
    [TestCase("var (a, b) = (NumberAsync(1), NumberAsync(2)); _ = await a + await b;")]
    [TestCase("await PassAsync(); _ = await TwiceAsync(NumberAsync(1));", "private Task PassAsync() { var task = OneAsync(); return task; } private static async Task<int> TwiceAsync(Task<int> task) => 2 * await task;")]
    [TestCase("_ = QuietAsync();", "private static async Task QuietAsync() => await Task.Yield();")]
    [TestCase("var task = OneAsync(); while (!task.IsCompleted) await NumberAsync(1);")]
    [TestCase("await WorkAsync();", "[Step] private Task WorkAsync() { _ = {|DUR1020:OneAsync()|}; return Task.CompletedTask; }")]
    [TestCase("""
        #pragma warning disable DUR1018
                _ = OneAsync();
        #pragma warning restore DUR1018
        """)]
    public void Work_that_something_awaits_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);
}

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1003 and DUR1004: waits outside the log, and ways off the run's scheduler.</summary>
public sealed class SchedulerTests
{
    [TestCase("await {|DUR1003:Task.Delay(1000)|};")]
    [TestCase("{|DUR1003:Thread.Sleep(1000)|};")]
    [TestCase("using var c = {|DUR1003:new CancellationTokenSource(1000)|};")]
    [TestCase("using var c = {|DUR1003:new CancellationTokenSource(TimeSpan.FromSeconds(1))|};")]
    [TestCase("using CancellationTokenSource c = {|DUR1003:new(TimeSpan.FromSeconds(1))|};")]
    [TestCase("using var c = new CancellationTokenSource(); {|DUR1003:c.CancelAfter(1000)|};")]
    [TestCase("using var c = new CancellationTokenSource(); {|DUR1003:c.CancelAfter(TimeSpan.FromSeconds(1))|};")]
    [TestCase("await {|DUR1003:OneAsync().WaitAsync(TimeSpan.FromSeconds(1))|};")]
    [TestCase("await {|DUR1003:TextAsync(\"a\").WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None)|};")]
    [TestCase("using var t = {|DUR1003:new PeriodicTimer(TimeSpan.FromSeconds(1))|}; await t.WaitForNextTickAsync();")]
    [TestCase("using var t = {|DUR1003:new Timer(_ => { }, null, 1000, 1000)|};")]
    [TestCase("var gate = new SemaphoreSlim(1); await {|DUR1003:gate.WaitAsync(1000)|};")]
    public void Wait_outside_the_log_is_reported(string body) => Expect.InWorkflow(body);

    [TestCase("await {|DUR1004:Task.Run(() => OneAsync())|};")]
    [TestCase("await Task.Factory.StartNew(() => 1, CancellationToken.None, TaskCreationOptions.None, {|DUR1004:TaskScheduler.Default|});")]
    [TestCase("await OneAsync().ContinueWith(_ => 1, {|DUR1004:TaskScheduler.Default|});")]
    [TestCase("await OneAsync().ContinueWith(_ => 1, {|DUR1004:Mine|});", "private static readonly TaskScheduler Mine = null!;")]
    [TestCase("await OneAsync().ContinueWith(_ => 1, {|DUR1004:new Own()|});", """
        private sealed class Own : TaskScheduler
        {
            protected override IEnumerable<Task> GetScheduledTasks() => [];
            protected override void QueueTask(Task task) => TryExecuteTask(task);
            protected override bool TryExecuteTaskInline(Task task, bool queued) => false;
        }
        """)]
    [TestCase("var own = Mine; await new TaskFactory({|DUR1004:own|}).StartNew(() => 1);", "private static TaskScheduler Mine => TaskScheduler.Current;")]
    [TestCase("new Task(() => { }).Start({|DUR1004:Mine|});", "private static readonly TaskScheduler Mine = null!;")]
    [TestCase("await Task.Factory.StartNew(() => 1, {|DUR1004:TaskCreationOptions.HideScheduler|});")]
    [TestCase("await OneAsync().ContinueWith(_ => 1, {|DUR1004:TaskContinuationOptions.HideScheduler | TaskContinuationOptions.LazyCancellation|});")]
    [TestCase("{|DUR1004:ThreadPool.QueueUserWorkItem(_ => { })|};")]
    [TestCase("{|DUR1004:Parallel.For(0, 2, _ => { })|};")]
    [TestCase("await {|DUR1004:Parallel.ForEachAsync(new[] { 1 }, (i, c) => ValueTask.CompletedTask)|};")]
    [TestCase("using var c = new CancellationTokenSource(); await {|DUR1004:c.CancelAsync()|};")]
    [TestCase("IProgress<int> p = {|DUR1004:new Progress<int>(_ => { })|}; p.Report(1);")]
    [TestCase("var gate = new SemaphoreSlim(1); await {|DUR1004:gate.WaitAsync(CancellationToken.None)|};")]
    [TestCase("var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously); told.SetResult(1); await Task.WhenAll({|DUR1004:told.Task|}, NumberAsync(1));")]
    [TestCase("TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously); Task[] both = [{|DUR1004:told.Task|}, OneAsync()]; told.SetResult(); await Task.WhenAny(both);")]
    [TestCase("var all = Task.WhenAll({|DUR1004:_told.Task|}, OneAsync()); _told.SetResult(); await all;", "private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("var c = System.Threading.Channels.Channel.CreateUnbounded<int>(); c.Writer.TryWrite(1); await Task.WhenAll({|DUR1004:c.Reader.ReadAsync().AsTask()|}, NumberAsync(1));")]
    [TestCase("var c = System.Threading.Channels.Channel.CreateUnbounded<int>(); c.Writer.TryWrite(1); await {|DUR1004:c.Reader.WaitToReadAsync().WithTimeout(TimeSpan.FromSeconds(1))|};")]
    [TestCase("var c = System.Threading.Channels.Channel.CreateUnbounded<int>(); var done = {|DUR1004:c.Reader.Completion|}; c.Writer.Complete(); await Task.WhenAny(done, OneAsync());")]
    [TestCase("var gate = new SemaphoreSlim(1); await Task.WhenAny({|DUR1004:gate.WaitAsync()|}, OneAsync());")]
    public void Way_off_the_scheduler_is_reported(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("await Task.Factory.StartNew(() => 1);")]
    [TestCase("await Task.Factory.StartNew(() => 1, TaskCreationOptions.LongRunning);")]
    [TestCase("await Task.Factory.StartNew(() => OneAsync()).Unwrap();")]
    [TestCase("await Task.Factory.StartNew(() => 1, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current);")]
    [TestCase("var here = TaskScheduler.Current; await new TaskFactory(here).StartNew(() => 1);")]
    [TestCase("await new TaskFactory().StartNew(() => 1);")]
    [TestCase("await OneAsync().ContinueWith(_ => 1);")]
    [TestCase("await OneAsync().ContinueWith(_ => 1, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously);")]
    [TestCase("await Then(OneAsync(), TaskScheduler.Current);", "private static Task Then(Task task, TaskScheduler scheduler) => task.ContinueWith(_ => { }, scheduler);")]
    [TestCase("await Task.Factory.ContinueWhenAll(new Task[] { OneAsync() }, _ => 1);")]
    [TestCase("using var c = new CancellationTokenSource(); using var r = c.Token.Register(() => { }); c.Cancel();")]
    [TestCase("using var c = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None); await OneAsync().WaitAsync(c.Token);")]
    [TestCase("var gate = new SemaphoreSlim(2); await Task.WhenAll(new[] { 1, 2, 3 }.Select(async i => { await gate.WaitAsync(); try { await NumberAsync(i); } finally { gate.Release(); } }));")]
    [TestCase("await Task.Yield();")]
    [TestCase("var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); told.SetResult(); await told.Task;")]
    [TestCase("var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); told.SetResult(); await Task.WhenAll(told.Task.WithTimeout(TimeSpan.FromSeconds(1)), OneAsync());")]
    [TestCase("var told = new TaskCompletionSource(TaskCreationOptions.AttachedToParent); told.SetResult(); await Task.WhenAll(told.Task, OneAsync());")]
    [TestCase("var told = new TaskCompletionSource<int>(); told.SetResult(1); await Task.WhenAny(told.Task, NumberAsync(1));")]
    [TestCase("var c = System.Threading.Channels.Channel.CreateUnbounded<int>(); c.Writer.TryWrite(1); c.Writer.Complete(); await c.Reader.ReadAsync(); await c.Reader.Completion;")]
    [TestCase("await new ValueTask(OneAsync()).AsTask(); await Task.WhenAll(new ValueTask(OneAsync()).AsTask(), OneAsync());")]
    public void Way_that_stays_on_the_scheduler_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);
}

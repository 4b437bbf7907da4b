using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1006: tasks that nothing recorded completes.</summary>
public sealed class ForeignAwaitTests
{
    private static readonly Lazy<PortableExecutableReference> Foreign = new(() => Without("Foreign", """
        public interface IMails { Task SendAsync(string text); Task<int> Sent { get; } }
        public sealed class Mails : IMails, IAsyncDisposable
        {
            public static Mails Open() => new();
            public static Task<Mails> OpenAsync() => Task.FromResult(new Mails());
            public static readonly Task Ready = Task.CompletedTask;
            public Task<int> Sent => Task.FromResult(1);
            public Task SendAsync(string text) => Task.CompletedTask;
            public ValueTask<bool> TryAsync() => new(true);
            public IAsyncEnumerable<string> ReadAsync() => throw new NotSupportedException();
            public Inbox Inbox => new();
            public Sending Later() => default;
            public T Same<T>(T value) => value;
            public ValueTask DisposeAsync() => default;
        }
        public struct Sending { public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => default; }
        public sealed class Inbox
        {
            public IAsyncEnumerator<string> GetAsyncEnumerator() => throw new NotSupportedException();
        }
        public static class MailExtensions { public static Task SendAllAsync(this IMails mails) => Task.CompletedTask; }
        """));

    [TestCase("await {|DUR1006:new Mails().SendAsync(\"a\")|};")]
    [TestCase("var task = {|DUR1006:new Mails().SendAsync(\"a\")|}; await task;")]
    [TestCase("_ = await {|DUR1006:new Mails().TryAsync()|};")]
    [TestCase("_ = await {|DUR1006:new Mails().Sent|};")]
    [TestCase("await {|DUR1006:Mails.Ready|};")]
    [TestCase("await {|DUR1006:new Mails().Later()|};")]
    [TestCase("await {|DUR1006:new Mails().SendAllAsync()|};")]
    [TestCase("var mails = new Mails(); await Task.WhenAll(new[] { \"a\" }.Select({|DUR1006:mails.SendAsync|}));")]
    [TestCase("var mails = new Mails(); await Task.WhenAll(new[] { \"a\" }.Select(a => {|DUR1006:mails.SendAsync(a)|}));")]
    [TestCase("Func<string, Task> send = {|DUR1006:new Mails().SendAsync|}; await send(\"a\");")]
    [TestCase("await foreach (var text in {|DUR1006:new Mails().ReadAsync()|}) _ = text;")]
    [TestCase("await foreach (var text in {|DUR1006:new Mails().Inbox|}) _ = text;")]
    [TestCase("await using var mails = {|DUR1006:new Mails()|};")]
    [TestCase("await using ({|DUR1006:Mails.Open()|}) { }")]
    [TestCase("await using var mails = await {|DUR1006:Mails.OpenAsync()|};")]
    [TestCase("await AAsync();", "private Task AAsync() => BAsync(); private async Task BAsync() => await CAsync<int>(); private Task CAsync<T>() => {|DUR1006:new Mails().SendAsync(\"a\")|};")]
    [TestCase("await SendAsync(null!);", "private static async Task SendAsync(IMails mails) => await {|DUR1006:mails.SendAsync(\"a\")|};")]
    [TestCase("await {|DUR1006:Quotes.GetAsync()|};", "private static readonly IQuotes Quotes = null!; private interface IQuotes { Task<int> GetAsync(); }")]
    [TestCase("await {|DUR1006:Task.Factory.FromAsync((_, _) => null!, _ => { }, null)|};")]
    public void Foreign_task_is_reported_where_it_comes_from(string body, string members = "") =>
        Expect.InWorkflow(body, members, Foreign.Value);

    [TestCase("await Task.WhenAll(OneAsync(), TextAsync(\"a\")); await await Task.WhenAny(OneAsync(), TextAsync(\"b\"));")]
    [TestCase("await foreach (var task in Task.WhenEach(NumberAsync(1), NumberAsync(2))) _ = await task;")]
    [TestCase("await Task.Yield(); await Task.CompletedTask; _ = await Task.FromResult(1); _ = await ValueTask.FromResult(1); _ = await new ValueTask<int>(1);")]
    [TestCase("await Durable.Sleep(TimeSpan.FromDays(1)); await Durable.SleepUntil(Durable.UtcNow.AddDays(1));")]
    [TestCase("await new ValueTask(OneAsync()).AsTask(); await Task.FromResult(OneAsync()).Unwrap(); await OneAsync().ContinueWith(_ => 1);")]
    [TestCase("var done = new TaskCompletionSource<int>(); done.SetResult(1); _ = await done.Task;")]
    [TestCase("var c = System.Threading.Channels.Channel.CreateUnbounded<int>(); await c.Writer.WriteAsync(1); while (await c.Reader.WaitToReadAsync()) while (c.Reader.TryRead(out _)) c.Writer.TryComplete(); await c.Reader.Completion;")]
    [TestCase("var lazy = new Lazy<Task<int>>(() => NumberAsync(1)); _ = await lazy.Value; _ = await lazy.Value;")]
    [TestCase("var tasks = new List<Task<int>> { NumberAsync(1) }; await tasks[0]; await tasks.First(); var map = tasks.ToDictionary(t => 1); await map[1];")]
    [TestCase("Func<Task> go = async () => await OneAsync(); await go();")]
    [TestCase("await HelpAsync(() => OneAsync()); await HelpAsync(OneAsyncNow);", "private static async Task HelpAsync(Func<Task> go) => await go(); private Task OneAsyncNow() => OneAsync();")]
    [TestCase("await foreach (var i in Items()) await NumberAsync(i);", "private async IAsyncEnumerable<int> Items() { await OneAsync(); yield return 1; }")]
    [TestCase("_ = await Items().Select(i => i + 1).ToListAsync(); await foreach (var i in Items().WithCancellation(default)) _ = i;", "private async IAsyncEnumerable<int> Items() { await OneAsync(); yield return 1; }")]
    [TestCase("await using var r = new Res();", "private sealed class Res : IAsyncDisposable { public async ValueTask DisposeAsync() => await Task.Yield(); }")]
    [TestCase("await using var s = new System.IO.MemoryStream(); using var c = new CancellationTokenSource(); await using var r = c.Token.Register(() => { });")]
    [TestCase("await using var e = Items().GetAsyncEnumerator(); while (await e.MoveNextAsync()) _ = e.Current;", "private async IAsyncEnumerable<int> Items() { await OneAsync(); yield return 1; }")]
    [TestCase("await Calm.GoAsync(OneAsync);", "private interface IGo { Task GoAsync(Func<CancellationToken, Task> next); } private sealed class Go : IGo { public Task GoAsync(Func<CancellationToken, Task> next) => next(default); } private static readonly IGo Calm = new Go();")]
    [TestCase("_shipment = TextAsync(\"a\"); _ = await _shipment;", "private Task<string>? _shipment;")]
    [TestCase("_ = await SafeAsync();", "[WorkflowSafe] private static Task<int> SafeAsync() => System.IO.File.ReadAllTextAsync(\"a\").ContinueWith(t => t.Result.Length);")]
    [TestCase("await WorkAsync();", "[Step] private async Task WorkAsync() => await System.IO.File.ReadAllTextAsync(\"a\");")]
    [TestCase("_ = await {|DUR1008:System.IO.File.ReadAllTextAsync(\"a\")|};")]
    [TestCase("_ = await new System.IO.StringReader(\"a\").ReadToEndAsync();")]
    [TestCase("""
        #pragma warning disable DUR1006
                await Mails.Ready;
        #pragma warning restore DUR1006
        """)]
    public void Task_that_the_run_completes_is_silent(string body, string members = "") => Expect.InWorkflow(body, members, Foreign.Value);

    [Test]
    public void Task_or_stream_that_was_injected_is_reported() => Expect.Findings("""
        internal sealed record Prices(Task<int> Loaded);
        public sealed class Plain
        {
            private readonly IAsyncEnumerable<int> _items;
            private readonly Func<Task> _go;
            public Plain(IAsyncEnumerable<int> items, Func<Task> go) { _items = items ?? throw new ArgumentNullException(nameof(items)); this._go = go; }
            [Workflow] public async Task RunAsync()
            {
                await foreach (var i in {|DUR1006:_items|}) _ = i;
                await {|DUR1029:_go()|};
            }
        }
        internal sealed class Primary(Prices prices, Task<int> ready, IAsyncEnumerable<int> items)
        {
            private readonly Prices _prices = prices;
            [Workflow] public async Task RunAsync(Task<int>? given)
            {
                _ = await {|DUR1006:prices.Loaded|} + await {|DUR1006:_prices.Loaded|} + await {|DUR1006:ready|} + await given!;
                await foreach (var i in {|DUR1006:items|}) _ = i;
                var own = new Prices(Task.FromResult(1));
                _ = await own.Loaded;
            }
        }
        """);

    [Test]
    public void Channel_or_source_that_others_complete_too_is_reported() => Expect.Findings("""
        using System.Threading.Channels;
        public sealed class Shelf { public SemaphoreSlim Places { get; } = new(1); }
        public sealed class W(Channel<int> channel, TaskCompletionSource<int> source, Shelf shelf)
        {
            private readonly Channel<int> _own = Channel.CreateUnbounded<int>();
            [Workflow] public async Task RunAsync()
            {
                _ = await {|DUR1006:channel.Reader.ReadAsync()|} + await {|DUR1006:source.Task|};
                await {|DUR1006:shelf.Places.WaitAsync()|};
                await _own.Writer.WriteAsync(1);
            }
        }
        """);

    [Test]
    public void Call_of_an_injected_service_is_left_to_its_rule() => Expect.Findings("""
        public sealed class W(IMails mails)
        {
            [Workflow] public async Task RunAsync()
            {
                await {|DUR1029:mails.SendAsync("a")|};
                _ = await {|DUR1029:mails.Sent|};
                await {|DUR1029:mails.SendAllAsync()|};
            }
        }
        """, Foreign.Value);

    [Test]
    public void Call_into_an_assembly_with_durable_steps_is_silent() => Expect.InWorkflow("await Shared.Helpers.HelpAsync();", "", With("Shared", """
        namespace Shared;
        public static class Helpers
        {
            [Step] public static Task WorkAsync() => Task.CompletedTask;
            public static async Task HelpAsync() => await WorkAsync();
        }
        """));

    [Test]
    public void Chain_names_the_helpers()
    {
        var reported = Expect.Findings("""
            public sealed class W
            {
                [Workflow] public Task RunAsync() => SaveAsync();
                private static async Task SaveAsync() => await {|DUR1006:System.Text.Json.JsonSerializer.SerializeAsync(new System.IO.MemoryStream(), 1)|};
            }
            """);

        Assert.That(reported.Single().GetMessage(null), Does.StartWith("'JsonSerializer.SerializeAsync' isn't recorded").And.EndsWith("(reached by W.RunAsync → SaveAsync)"));
    }

    /// <summary>An assembly that was compiled with the generator.</summary>
    private static PortableExecutableReference With(string name, string source) => Image(Project.Of(source, name).Generate());

    private static PortableExecutableReference Without(string name, string source) => Image(Project.Of(source, name).Compilation);

    private static PortableExecutableReference Image(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.That(compilation.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), Is.Empty);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1024.</summary>
public sealed class FilterTests
{
    private const string Try = "try { await OneAsync(); } catch (InvalidOperationException e) when ";

    [TestCase("({|DUR1024:_count++|} < 3) { _ = e; }", "private int _count;")]
    [TestCase("(({|DUR1024:_last = e|}) is not null) { }", "private Exception? _last;")]
    [TestCase("(({|DUR1024:_last ??= e|}) is not null) { }", "private Exception? _last;")]
    [TestCase("({|DUR1024:_seen.Add(e.Message)|}) { }", "private readonly HashSet<string> _seen = [];")]
    [TestCase("({|DUR1024:Interlocked.Increment(ref _count)|} < 3) { _ = e; }", "private int _count;")]
    [TestCase("({|DUR1024:Noted(e)|}) { }", "private readonly List<string> _done = []; private bool Noted(Exception e) { _done.Add(e.Message); return true; }")]
    [TestCase("({|DUR1024:A(e)|}) { }", "private int _n; private bool A(Exception e) => B(e); private bool B(Exception e) => C<int>(e); private bool C<T>(Exception e) { _n = e.HResult; return true; }")]
    [TestCase("({|DUR1024:Static.Note(e)|}) { }", "private static class Static { public static bool Note(Exception e) { e.Data[\"a\"] = 1; return true; } }")]
    [TestCase("(e.HResult == 1 && {|DUR1024:Local()|}) { } bool Local() { _n--; return true; }", "private int _n;")]
    public void Filter_that_changes_something_is_reported(string rest, string members) => Expect.InWorkflow(Try + rest, members);

    [TestCase("(e.Message.Contains(\"x\", StringComparison.Ordinal)) { }")]
    [TestCase("(e is { InnerException: TimeoutException inner } && inner.HResult != 0) { }")]
    [TestCase("(Transient.Contains(e.GetType())) { }", "private static readonly IReadOnlySet<Type> Transient = System.Collections.Frozen.FrozenSet<Type>.Empty;")]
    [TestCase("(IsTransient(e)) { }", "private static bool IsTransient(Exception e) { var inner = e; while (inner.InnerException is not null) inner = inner.InnerException; var found = new List<int>(); found.Add(1); return found.Count > 0; }")]
    [TestCase("(Logged(e)) { }", "private static bool Logged(Exception e) { Microsoft.Extensions.Logging.LoggerExtensions.LogError(Durable.Logger, e, \"failed\"); return false; }")]
    [TestCase("(Twice.TryGetValue(e.Message, out var twice) && twice > 1) { }", "private static readonly System.Collections.Immutable.ImmutableDictionary<string, int> Twice = System.Collections.Immutable.ImmutableDictionary<string, int>.Empty;")]
    [TestCase("(new HashSet<string> { \"a\", \"b\" }.Contains(e.Message)) { }")]
    [TestCase("(Text(e).Length > 3) { }", "private static string Text(Exception e) { var text = new System.Text.StringBuilder(); text.Append(e.Message).Append('!'); return text.ToString(); }")]
    [TestCase("(new System.Text.StringBuilder().Append(e.Message).Append('!').Length > 3) { }")]
    [TestCase("(Noted(e)) { }", "private sealed class Note { public string Text = \"\"; } private static bool Noted(Exception e) { var note = new Note(); note.Text = e.Message; return note.Text.Length > 3; }")]
    public void Filter_that_only_asks_is_silent(string rest, string members = "") => Expect.InWorkflow(Try + rest, members);

    [Test]
    public void Pragma_silences_a_filter() => Expect.InWorkflow("""
        #pragma warning disable DUR1024
                try { await OneAsync(); } catch (InvalidOperationException) when (_count++ < 3) { }
        #pragma warning restore DUR1024
        """, "private int _count;");
}

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1035: a stack trace that decides something.</summary>
public sealed class ExceptionTextTests
{
    [TestCase("await TextAsync({|DUR1035:e.ToString()|});")]
    [TestCase("await TextAsync($\"failed: {{|DUR1035:e|}}\");")]
    [TestCase("await TextAsync(\"failed: \" + {|DUR1035:e|});")]
    [TestCase("await TextAsync({|DUR1035:e.StackTrace|} ?? \"\");")]
    [TestCase("var text = {|DUR1035:e.ToString()|}; await TextAsync(text);")]
    [TestCase("if ({|DUR1035:e.StackTrace|}!.Contains(\"Charge\")) await OneAsync();")]
    [TestCase("if ({|DUR1035:e.ToString()|}.Length > 100) await OneAsync();")]
    [TestCase("Durable.SetStatus({|DUR1035:e.ToString()|});")]
    [TestCase("await TextAsync(e.InnerException?{|DUR1035:.ToString()|} ?? \"\");")]
    public void Stack_trace_that_decides_is_reported(string body) => Expect.InWorkflow(Caught(body));

    [TestCase("await TextAsync(e.Message); await TextAsync($\"{e.Message} {e.GetType().Name}\"); if (e.InnerException is null) await OneAsync();")]
    [TestCase("Microsoft.Extensions.Logging.LoggerExtensions.LogError(Durable.Logger, e, \"failed\"); Microsoft.Extensions.Logging.LoggerExtensions.LogError(Durable.Logger, \"failed: {Text}\", e.ToString());")]
    [TestCase("throw new InvalidOperationException(e.ToString(), e);")]
    [TestCase("throw new InvalidOperationException($\"failed: {e}\");")]
    [TestCase("_ = e.ToString(); _ = e.StackTrace;")]
    public void Stack_trace_that_decides_nothing_is_silent(string body) => Expect.InWorkflow(Caught(body));

    [Test]
    public void Text_of_its_own_is_the_project_s() => Expect.InWorkflow(
        "try { await OneAsync(); } catch (Declined e) { await TextAsync(e.ToString()); await TextAsync($\"{e}\"); }", "public sealed class Declined : Exception { public override string ToString() => Message; }");

    private static string Caught(string body) => $"try {{ await OneAsync(); }} catch (InvalidOperationException e) {{ {body} }}";
}

namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Handlers and tokens leave the cancellation alone (DUR1023, DUR1025).</summary>
public sealed class HandlerTests
{
    [TestCase("catch (Exception e)\n{\n    await TextAsync(e.Message);\n}", "catch (Exception e) when (e is not OperationCanceledException)\n{\n    await TextAsync(e.Message);\n}")]
    [TestCase("catch (Exception) // all\n{\n}", "catch (Exception e) when (e is not OperationCanceledException) // all\n{\n}")]
    [TestCase("catch { }", "catch (Exception e) when (e is not OperationCanceledException) { }")]
    [TestCase("catch\n{\n    var e = 1;\n}", "catch (Exception ex) when (ex is not OperationCanceledException)\n{\n    var e = 1;\n}")]
    [TestCase("catch (Exception e) when (order.Id == \"a\" || order.Total > 1)\n{\n}", "catch (Exception e) when (e is not OperationCanceledException && (order.Id == \"a\" || order.Total > 1))\n{\n}")]
    [TestCase("catch (Exception) when (order.Total > 1) { }", "catch (Exception e) when (e is not OperationCanceledException && (order.Total > 1)) { }")]
    [TestCase("catch (Exception) // all\n    when (order.Total > 1) // much\n{\n}", "catch (Exception e) // all\n    when (e is not OperationCanceledException && (order.Total > 1)) // much\n{\n}")]
    [TestCase("catch when (order.Total > 1) { }", "catch (Exception e) when (e is not OperationCanceledException && (order.Total > 1)) { }")]
    public Task Handler_lets_the_cancellation_pass(string before, string after) =>
        Fixed.BodyAsync("DUR1023", $"try {{ await OneAsync(); }}\n{before}", $"try {{ await OneAsync(); }}\n{after}");

    [TestCase("if (order.Total > 1) throw Durable.ContinueAsNew(order);")]
    [TestCase("Next(order);")]
    public Task Handler_lets_the_next_run_pass_too(string code) => Fixed.BodyAsync(
        "DUR1023",
        $"#pragma warning disable DUR1027\ntry {{ await OneAsync(); {code} }}\ncatch (Exception e) {{ }}",
        $"#pragma warning disable DUR1027\ntry {{ await OneAsync(); {code} }}\ncatch (Exception e) when (e is not (OperationCanceledException or ContinueAsNewException)) {{ }}",
        "private static void Next(Order order) { if (order.Total > 1) throw Durable.ContinueAsNew(order); }");

    [TestCase("await OneAsync(CancellationToken.None);", "await OneAsync();")]
    [TestCase("await OneAsync(default);", "await OneAsync();")]
    [TestCase("await OneAsync(cancel: default);", "await OneAsync();")]
    [TestCase("await MoreAsync(1, CancellationToken.None, name: \"a\");", "await MoreAsync(1, name: \"a\");")]
    public Task Token_is_left_out(string before, string after) => Fixed.BodyAsync(
        "DUR1025", before, after, "[Step] private Task MoreAsync(int count, CancellationToken cancel = default, string name = \"\") => Task.CompletedTask;");
}

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1027, and DUR1026 beside it; skipped while the core has no <c>ContinueAsNew</c>.</summary>
public sealed class ContinueAsNewTests
{
    [SetUp]
    public void CoreHasIt() => Assume.That(typeof(Durable).GetMethod("ContinueAsNew"), Is.Not.Null);

    [TestCase("{|DUR1027:Durable.ContinueAsNew(order)|};")]
    [TestCase("_ = {|DUR1027:Durable.ContinueAsNew(order)|};")]
    [TestCase("var next = {|DUR1027:Durable.ContinueAsNew(order)|};")]
    [TestCase("throw {|DUR1027:Durable.ContinueAsNew()|};")]
    [TestCase("throw {|DUR1027:Durable.ContinueAsNew(order, 1)|};")]
    [TestCase("throw Durable.ContinueAsNew({|DUR1027:order.Id|});")]
    [TestCase("throw Durable.ContinueAsNew({|DUR1027:1|});")]
    [TestCase("try { await OneAsync(); throw {|DUR1027:Durable.ContinueAsNew(order)|}; } {|DUR1023:catch|} (Exception) { }")]
    [TestCase("try { await OneAsync(); throw {|DUR1027:Durable.ContinueAsNew(order)|}; } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [TestCase("try { await OneAsync(); throw {|DUR1027:Durable.ContinueAsNew(order)|}; } catch (Exception e) when (!(e is OperationCanceledException)) { }")]
    [TestCase("try { await OneAsync(); var next = {|DUR1027:Durable.ContinueAsNew(order)|}; throw next; } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [TestCase("var next = {|DUR1027:Durable.ContinueAsNew(order)|}; try { await OneAsync(); throw next; } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [TestCase("try { await OneAsync(); Next(order); } {|DUR1027:catch|} (Exception e) when (e is not (OperationCanceledException or TimeoutException)) { }", "private static void Next(Order order) { if (order.Total > 1) throw Durable.ContinueAsNew(order); }")]
    [TestCase("Next(order);", "private static void Next(Order order) => throw Durable.ContinueAsNew({|DUR1027:order.Total|});")]
    [TestCase("if (order.Total > 1) Next(order);", "private static void Next(Order order) { {|DUR1027:Durable.ContinueAsNew(order)|}; }")]
    public void ContinueAsNew_that_cannot_work_is_reported(string body, string members = "") =>
        Expect.InWorkflow("#pragma warning disable CS0162\n" + body, members);

    [TestCase("throw Durable.ContinueAsNew(order);")]
    [TestCase("throw Durable.ContinueAsNew(order with { Total = 1 });")]
    [TestCase("throw Durable.ContinueAsNew([order]);")]
    [TestCase("throw Durable.ContinueAsNew(null);")]
    [TestCase("object next = order; throw Durable.ContinueAsNew(next);")]
    [TestCase("object?[] next = [order, 1]; throw Durable.ContinueAsNew(next);")]
    [TestCase("var next = Durable.ContinueAsNew(order); await OneAsync(); throw next;")]
    [TestCase("throw Next(order);", "private static Exception Next(Order order) => Durable.ContinueAsNew(order);")]
    [TestCase("_ = await NumberAsync(1) > 3 ? 1 : throw Durable.ContinueAsNew(order);")]
    [TestCase("try { await OneAsync(); } finally { await OneAsync(); } throw Durable.ContinueAsNew(order);")]
    [TestCase("try { await OneAsync(); throw Durable.ContinueAsNew(order); } catch (InvalidOperationException) { }")]
    [TestCase("try { await OneAsync(); throw Durable.ContinueAsNew(order); } catch (Exception e) when (e is InvalidOperationException) { }")]
    [TestCase("try { await OneAsync(); throw Durable.ContinueAsNew(order); } catch (Exception e) when (e is not (OperationCanceledException or ContinueAsNewException)) { }")]
    [TestCase("try { await OneAsync(); Next(order); } catch (Exception e) when (e is not (OperationCanceledException or ContinueAsNewException)) { }", "private static void Next(Order order) { if (order.Total > 1) throw Durable.ContinueAsNew(order); }")]
    [TestCase("Exception? next = null; try { await OneAsync(); next = Next(order); } catch (InvalidOperationException) { } catch (Exception e) when (e is not OperationCanceledException) { } if (next is not null) throw next;", "private static Exception Next(Order order) => Durable.ContinueAsNew(order);")]
    [TestCase("Exception? next = null; try { await OneAsync(); next = Durable.ContinueAsNew(order); } catch (Exception e) when (e is not OperationCanceledException) { } if (next is not null) throw next;")]
    [TestCase("try { await OneAsync(); throw Durable.ContinueAsNew(order); } catch (Exception e) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e); }")]
    [TestCase("try { await OneAsync(); throw Durable.ContinueAsNew(order); } catch (Exception e) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e).Throw(); }")]
    [TestCase("Exception? failed = null; try { await OneAsync(); throw Durable.ContinueAsNew(order); } catch (Exception e) { failed = e; } await OneAsync(); if (failed is not null) throw failed;")]
    [TestCase("for (var i = 0; ; i++) { await OneAsync(); if (i > 100) throw Durable.ContinueAsNew(order); }")]
    [TestCase("while (true) { await OneAsync(); Renew(order); }", "private static void Renew(Order order) { if (order.Total > 1) throw Durable.ContinueAsNew(order); }")]
    [TestCase("""
        #pragma warning disable DUR1027
                Durable.ContinueAsNew(order);
        #pragma warning restore DUR1027
        """)]
    public void ContinueAsNew_that_is_thrown_with_the_workflows_arguments_is_silent(string body, string members = "") =>
        Expect.InWorkflow("#pragma warning disable CS0162\n" + body, members);

    [TestCase("long count, string? text, CancellationToken cancel", "1, null")]
    [TestCase("long? count, double share", "null, 1")]
    [TestCase("IReadOnlyList<int> list", "new List<int>()")]
    [TestCase("string[] names", "names")]
    public void Arguments_that_fit_are_silent(string parameters, string arguments) => Expect.Findings($$"""
        public sealed class W { [Workflow] public Task RunAsync({{parameters}}) => throw Durable.ContinueAsNew({{arguments}}); }
        """);

    [TestCase("int count", "1L")]
    [TestCase("int count", "null")]
    [TestCase("byte count", "1")]
    [TestCase("DayOfWeek day", "1")]
    [TestCase("string text", "'a'")]
    [TestCase("DateTimeOffset at", "DateTime.UnixEpoch")]
    public void Argument_that_boxing_would_not_convert_is_reported(string parameters, string argument) => Expect.Findings($$"""
        public sealed class W { [Workflow] public Task RunAsync({{parameters}}) => throw Durable.ContinueAsNew({|DUR1027:{{argument}}|}); }
        """);

    [Test]
    public void Message_names_what_the_workflow_takes() => Assert.That(
        Expect.InWorkflow("throw Durable.ContinueAsNew({|DUR1027:1|});").Single().GetMessage(null),
        Is.EqualTo("OrderWorkflow.RunAsync takes (Order order), and order can't be int; pass what the workflow takes"));
}

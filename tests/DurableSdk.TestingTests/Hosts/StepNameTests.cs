using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>Every way of naming a step finds it and no other one; what names none says so.</summary>
public sealed class StepNameTests
{
    [Test]
    public async Task Transactional_step_is_replaced([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var insert = (isByCall ? host.Step((NamedWorkflow w) => w.InsertAsync(default!, default!, default!, default)) : host.Step<NamedWorkflow, string>("InsertAsync")).Returns("row");
        Assert.That(await ResultAsync(host, "transactional"), Is.EqualTo("row"));
        Assert.That(insert.Calls.Single().Arguments, Is.EqualTo(new object[] { "a" }));
    }

    [Test]
    public async Task Generic_step_is_replaced_for_the_types_of_the_call()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var number = host.Step((NamedWorkflow w) => w.EchoAsync(default(int))).Returns(4);
        var text = host.Step((NamedWorkflow w) => w.EchoAsync(default(string)!)).Returns("y");
        Assert.That(await ResultAsync(host, "generic"), Is.EqualTo("4 y"));
        Assert.That((number.Count, text.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Generic_step_is_replaced_by_its_name_with_a_result_that_is_not_checked()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step<NamedWorkflow>("EchoAsync").Does((_, _) => Task.CompletedTask).Returns(null);
        var echo = host.Step<NamedWorkflow, int>("EchoAsync").Returns(7);
        host.Step((NamedWorkflow w) => w.EchoAsync(default(string)!)).Returns("y");
        Assert.That(await ResultAsync(host, "generic"), Is.EqualTo("7 y"));
        Assert.That(echo.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Overloads_count_as_one_by_name_and_apart_by_a_call()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var all = host.Step<NamedWorkflow, string>("CountAsync").Returns("all");
        var one = host.Step((NamedWorkflow w) => w.CountAsync(default(int))).Returns("one");
        Assert.That(await ResultAsync(host, "overloads"), Is.EqualTo("one all"));
        Assert.That((all.Count, one.Count), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task Static_steps_are_told_apart_by_their_classes_named_by_a_call([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var named = (isByCall ? host.Step(() => NamedMail.SendAsync(default!)) : host.Step<string>(typeof(NamedMail), "SendAsync")).Returns("named");
        var other = (isByCall ? host.Step(() => OtherMail.SendAsync(default!)) : host.Step<string>(typeof(OtherMail), "SendAsync")).Returns("other");
        Assert.That(await ResultAsync(host, "static"), Is.EqualTo("named other"));
        Assert.That((named.Count, other.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Static_steps_that_give_a_value_task_are_replaced([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var flush = (isByCall ? host.Step(() => OtherMail.FlushAsync()) : host.Step(typeof(OtherMail), "FlushAsync")).Completes();
        var size = (isByCall ? host.Step(() => OtherMail.SizeAsync()) : host.Step<int>(typeof(OtherMail), "SizeAsync")).Returns(5);
        Assert.That(await ResultAsync(host, "value"), Is.EqualTo("5"));
        Assert.That((flush.Count, size.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Steps_that_give_a_value_task_are_replaced([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var ping = (isByCall ? host.Step((NamedWorkflow w) => w.PingAsync()) : host.Step<NamedWorkflow>("PingAsync")).Completes();
        var number = (isByCall ? host.Step((NamedWorkflow w) => w.NumberAsync()) : host.Step<NamedWorkflow, int>("NumberAsync")).Returns(5);
        Assert.That(await ResultAsync(host, "own value"), Is.EqualTo("5"));
        Assert.That((ping.Count, number.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Step_of_an_interface_that_is_missing_is_replaced()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((ILedger l) => l.BookAsync(default)).Returns(9);
        Assert.That(await ResultAsync(host, "ledger"), Is.EqualTo("9"));
    }

    [Test]
    public async Task Step_of_an_interface_that_is_missing_and_not_replaced_names_the_service()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var error = Assert.ThrowsAsync<WorkflowFailedException>(async () => await ResultAsync(host, "ledger"));
        Assert.That(error.Message, Does.Contain("DS5005").And.Contain("IMainLedger.BookAsync was called"));
    }

    [Test]
    public async Task Compensation_without_an_attribute_is_replaced([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((NamedWorkflow w) => w.ReserveAsync()).Returns("r1");
        var undo = (isByCall ? host.Step((NamedWorkflow w) => w.UndoAsync()) : host.Step<NamedWorkflow>("UndoAsync")).Completes();
        var error = Assert.ThrowsAsync<WorkflowFailedException>(async () => await ResultAsync(host, "undone"));
        Assert.That((error.Message.Contains("The end", StringComparison.Ordinal), undo.Count), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task Step_that_is_named_again_stays_replaced_and_has_the_same_calls([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Again().Returns("row");
        Assert.That(await ResultAsync(host, "transactional", "1"), Is.EqualTo("row"));
        Assert.That(Again().Count, Is.EqualTo(1));
        Assert.That(await ResultAsync(host, "transactional", "2"), Is.EqualTo("row"));
        Again().Takes(TimeSpan.FromHours(1));
        Assert.That(await ResultAsync(host, "transactional", "3"), Is.EqualTo("row"));
        Assert.That(host.UtcNow.Hour, Is.EqualTo(1));
        Assert.That(Again().Count, Is.EqualTo(3));

        TestStep<string> Again() => isByCall
            ? host.Step((NamedWorkflow w) => w.InsertAsync(default!, default!, default!, default))
            : host.Step<NamedWorkflow, string>("InsertAsync");
    }

    [Test]
    public async Task Generic_step_that_is_named_again_stays_replaced_for_its_types_alone()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((NamedWorkflow w) => w.EchoAsync(default(int))).Returns(4);
        host.Step((NamedWorkflow w) => w.EchoAsync(default(string)!)).Returns("y");
        host.Step((NamedWorkflow w) => w.EchoAsync(default(int))).Takes(TimeSpan.FromHours(1));
        Assert.That(await ResultAsync(host, "generic"), Is.EqualTo("4 y"));
        Assert.That(host.UtcNow.Hour, Is.EqualTo(1));
        Assert.That(host.Step((NamedWorkflow w) => w.EchoAsync(default(string)!)).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Step_that_is_named_in_a_scenario_counts_the_calls_of_its_host()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var outside = host.Step((NamedWorkflow w) => w.InsertAsync(default!, default!, default!, default)).Returns("row");
        await host.ExploreAsync(1, 2, async test =>
        {
            Assert.That(await ResultAsync(test, "transactional"), Is.EqualTo("row"));
            Assert.That(test.Step((NamedWorkflow w) => w.InsertAsync(default!, default!, default!, default)).Count, Is.EqualTo(1));
        });
        Assert.That(outside.Count, Is.Zero);
    }

    [Test]
    public async Task Name_of_no_step_says_so()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(Code(() => host.Step((NamedWorkflow w) => w.NoStepAsync())), Is.EqualTo("DS5003"));
        Assert.That(Code(() => host.Step<NamedWorkflow>("NoStepAsync")), Is.EqualTo("DS5003"));
        Assert.That(Code(() => host.Step((ILedger l) => l.LookAsync(default))), Is.EqualTo("DS5003"));
        Assert.That(Code(() => host.Step((NamedWorkflow w) => w.RunAsync(default!))), Is.EqualTo("DS5003"));
        Assert.That(Code(() => host.Step(() => Task.Delay(1))), Is.EqualTo("DS5003"));
    }

    [Test]
    public async Task Name_of_a_workflow_says_that_it_is_one([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var error = Assert.Throws<WorkflowTestException>(() => _ = isByCall ? host.Step((SleeperWorkflow w) => w.RunAsync(default)) : host.Step<SleeperWorkflow>("RunAsync"));
        Assert.That(error.Message, Does.StartWith("DS5003: SleeperWorkflow.RunAsync is no step: it is a workflow"));
    }

    [Test]
    public async Task Null_is_a_value_of_a_step()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((NamedWorkflow w) => w.CountAsync(default(int))).Returns(null!);
        host.Step((NamedWorkflow w) => w.CountAsync(default(string)!)).Returns(call => call.Argument<string>(0));
        Assert.That(await ResultAsync(host, "overloads"), Is.EqualTo(" x"));
    }

    private static string? Code(Action named) => Assert.Throws<WorkflowTestException>(named)!.Code;

    private static async Task<string> ResultAsync(WorkflowTestHost host, string kind, string run = "1") =>
        await (await host.Client.StartNamedWorkflowAsync(kind, new StartOptions { RunId = run })).ResultAsync();
}

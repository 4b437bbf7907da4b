using DurableSdk.TestingTests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>What is said of one type's step is not said of another's that shares its declaration.</summary>
public sealed class StepOwnerTests
{
    [Test]
    public async Task Step_of_a_base_class_is_replaced_for_the_workflow_that_was_named([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var bill = (isByCall ? host.Step((RentWorkflow w) => w.BillAsync(default!)) : host.Step<RentWorkflow, string>("BillAsync")).Returns("replaced");
        Assert.That(await (await host.Client.StartRentWorkflowAsync()).ResultAsync(), Is.EqualTo("replaced"));
        Assert.That(await (await host.Client.StartPowerWorkflowAsync()).ResultAsync(), Is.EqualTo("PowerWorkflow billed power"));
        Assert.That(bill.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Step_of_a_base_class_that_was_named_itself_is_replaced_for_all([Values] bool isByCall)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var bill = (isByCall ? host.Step((BillingWorkflow w) => w.BillAsync(default!)) : host.Step<BillingWorkflow, string>("BillAsync")).Returns("replaced");
        await (await host.Client.StartRentWorkflowAsync()).ResultAsync();
        await (await host.Client.StartPowerWorkflowAsync()).ResultAsync();
        Assert.That(bill.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Step_of_an_interface_is_replaced_for_the_service_that_was_named()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.Services.AddSingleton<SmsSender>().AddSingleton<MailSender>());
        var send = host.Step<SmsSender, string>("SendAsync").Returns("replaced");
        Assert.That(await (await host.Client.StartSendingWorkflowAsync()).ResultAsync(), Is.EqualTo("replaced, mail a"));
        Assert.That(send.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Step_of_a_service_that_is_stood_in_for_is_replaced_by_the_name_of_its_class()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step<SmsSender, string>("SendAsync").Returns("replaced");
        Assert.That(await (await host.Client.StartSenderWorkflowAsync()).ResultAsync(), Is.EqualTo("replaced"));
    }
}

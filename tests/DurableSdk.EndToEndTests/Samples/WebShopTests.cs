using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DurableSdk.EndToEndTests.Harness;
using DurableSdk.Events;

namespace DurableSdk.EndToEndTests.Samples;

/// <summary>The web shop's orders, whatever happens to it. What its README tells people to do stands in <see cref="WebShopReadmeTests"/>.</summary>
[Category("Samples")]
public sealed class WebShopTests
{
    [TestCase("false")]
    [TestCase("true")]
    public async Task Order_that_a_kill_met_unpaid_is_paid_after_the_restart_and_shipped_once(string evict)
    {
        string[] options = ["--PackIn", "00:00:00.2", "--Evict", evict];
        using var directory = new TestDirectory();
        var hook = await KilledUnpaidAsync(directory, options);

        using var second = await ShopProcess.StartAsync(directory, options);
        Assert.That(HookOf(await second.GetAsync("/orders/o-1")), Is.EqualTo(hook));
        Assert.That(await second.PostAsync("/orders", new { id = "o-1", item = "lamp", quantity = 2 }), Is.EqualTo(202));
        Assert.That(await second.PostAsync("/orders", new { id = "o-1", item = "chair", quantity = 1 }), Is.EqualTo(409), "Another order of that id.");
        Assert.That(await second.PostAsync(hook, new { reference = "p-1" }), Is.EqualTo(202));
        Assert.That(await second.PostAsync(hook, new { reference = "p-2" }), Is.AnyOf(409, 410), "It is paid once.");

        Assert.That((await second.GetAsync("/orders/o-1/receipt")).GetProperty("outcome").GetString(), Is.EqualTo("shipped"), second.ToString);
        Assert.That(await second.DeleteAsync("/orders/o-1"), Is.EqualTo(409));
        var shipment = (await second.GetAsync("/shipments")).EnumerateArray().Single();
        Assert.That(shipment.GetProperty("payment").GetString(), Is.EqualTo("p-1"));
        Assert.That(await FreeAsync(second, "lamp"), Is.EqualTo(8));
    }

    /// <summary>The shop refuses such a cancellation itself; this one comes past it.</summary>
    [Test]
    public async Task Order_that_is_paid_is_shipped_although_it_is_cancelled()
    {
        using var directory = new TestDirectory();
        using var shop = await ShopProcess.StartAsync(directory, "--PackIn", "00:00:10");
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "lamp", quantity = 2 }), Is.EqualTo(202));
        Assert.That(await shop.PostAsync(HookOf(await shop.ShowsAsync("/orders/o-1", IsUnpaid)), new { reference = "p-1" }), Is.EqualTo(202));
        await shop.ShowsAsync("/orders/o-1", order => order.GetProperty("progress").GetString() == "is being packed");
        await using var host = await OperatorAsync(directory);
        await host.Client.CancelAsync("o-1", "too late");

        Assert.That((await shop.GetAsync("/orders/o-1/receipt")).GetProperty("outcome").GetString(), Is.EqualTo("shipped"), shop.ToString);
        var events = await host.Client.GetEventsAsync("o-1").Select(entry => entry.Event).ToListAsync();
        Assert.That(events, Has.One.InstanceOf<CancelRequested>(), "It was heard, and the end is that of the workflow.");
        Assert.That((await shop.GetAsync("/shipments")).GetArrayLength(), Is.EqualTo(1));
    }

    /// <summary>No server lives when the two come, so both lie in the run's inbox, in this order, when it goes on.</summary>
    [TestCase("false")]
    [TestCase("true")]
    public async Task Payment_that_was_taken_behind_a_cancellation_is_shipped(string evict)
    {
        string[] options = ["--PackIn", "00:00:00.2", "--Evict", evict];
        using var directory = new TestDirectory();
        var hook = await KilledUnpaidAsync(directory, options);

        await using (var host = await OperatorAsync(directory))
        {
            await host.Client.CancelAsync("o-1", "the customer has cancelled it");
            await host.Client.ResumeHookWithJsonAsync(hook[(hook.LastIndexOf('/') + 1)..], """{"Reference":"p-1"}"""u8.ToArray());
        }

        using var second = await ShopProcess.StartAsync(directory, options);
        Assert.That((await second.GetAsync("/orders/o-1/receipt")).GetProperty("outcome").GetString(), Is.EqualTo("shipped"), second.ToString);
        Assert.That((await second.GetAsync("/shipments")).GetArrayLength(), Is.EqualTo(1));
        Assert.That(await FreeAsync(second, "lamp"), Is.EqualTo(8));
    }

    [Test]
    public async Task Order_that_is_cancelled_takes_no_payment_and_releases_its_goods()
    {
        using var directory = new TestDirectory();
        using var shop = await ShopProcess.StartAsync(directory);
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "chair", quantity = 4 }), Is.EqualTo(202));
        var hook = HookOf(await shop.ShowsAsync("/orders/o-1", IsUnpaid));
        Assert.That(await shop.DeleteAsync("/orders/o-1"), Is.EqualTo(202));

        await shop.ShowsAsync("/orders/o-1", order => order.GetProperty("status").GetString() == "Canceled");
        Assert.That(await shop.PostAsync(hook, new { reference = "p-1" }), Is.EqualTo(410));
        Assert.That(await FreeAsync(shop, "chair"), Is.EqualTo(4));
        Assert.That(await shop.DeleteAsync("/orders/o-1"), Is.EqualTo(409));
    }

    /// <summary>As in the instant in which an order ends: it was seen waiting, and its run takes no cancellation any more.</summary>
    [Test]
    public async Task Cancellation_of_an_order_that_has_ended_is_refused_with_the_order()
    {
        using var directory = new TestDirectory();
        using var shop = await ShopProcess.StartAsync(directory);
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "chair", quantity = 4 }), Is.EqualTo(202));
        await shop.ShowsAsync("/orders/o-1", IsUnpaid);
        await using (var host = await OperatorAsync(directory))
            await host.Client.TerminateAsync("o-1", "by hand");
        Assert.That(IsUnpaid(await shop.GetAsync("/orders/o-1")), "Its code was given no chance to say otherwise.");

        using var answer = await shop.Http.DeleteAsync(new Uri("/orders/o-1", UriKind.Relative));
        Assert.That((int)answer.StatusCode, Is.EqualTo(409), shop.ToString);
        var order = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(order.GetProperty("status").GetString(), Is.EqualTo("Terminated"));
    }

    [Test]
    public async Task Order_that_nobody_pays_in_time_releases_its_goods()
    {
        using var directory = new TestDirectory();
        using var shop = await ShopProcess.StartAsync(directory, "--HoldFor", "00:00:10");
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "chair", quantity = 4 }), Is.EqualTo(202));
        var hook = HookOf(await shop.ShowsAsync("/orders/o-1", IsUnpaid));
        Assert.That(await shop.PostAsync("/orders", new { id = "o-2", item = "chair", quantity = 1 }), Is.EqualTo(202));
        Assert.That((await shop.GetAsync("/orders/o-2/receipt")).GetProperty("outcome").GetString(), Is.EqualTo("out of stock"));

        Assert.That((await shop.GetAsync("/orders/o-1/receipt")).GetProperty("outcome").GetString(), Is.EqualTo("not paid in time"), shop.ToString);
        Assert.That(await shop.PostAsync(hook, new { reference = "p-1" }), Is.EqualTo(410));
        Assert.That(await FreeAsync(shop, "chair"), Is.EqualTo(4));
        Assert.That((await shop.GetAsync("/shipments")).GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task What_is_no_order_is_refused()
    {
        using var directory = new TestDirectory();
        using var shop = await ShopProcess.StartAsync(directory);
        Assert.That(await shop.PostAsync("/orders", new { item = "lamp", quantity = 1 }), Is.EqualTo(400));
        Assert.That(await shop.PostAsync("/orders", new { id = "../o", item = "lamp", quantity = 1 }), Is.EqualTo(400));
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "lamp", quantity = -1 }), Is.EqualTo(400));
        Assert.That(await shop.DeleteAsync("/orders/o-1"), Is.EqualTo(404));
    }

    [Test]
    public async Task What_is_no_payment_is_refused_and_the_order_waits_on_for_its_payment()
    {
        using var directory = new TestDirectory();
        using var shop = await ShopProcess.StartAsync(directory, "--PackIn", "00:00:00.2");
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "lamp", quantity = 2 }), Is.EqualTo(202));
        var hook = HookOf(await shop.ShowsAsync("/orders/o-1", IsUnpaid));

        foreach (var json in new[] { "{}", "null", """{"reference":null}""", """{"refrence":"p-1"}""" })
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var answer = await shop.Http.PostAsync(new Uri(hook, UriKind.Relative), content);
            Assert.That((int)answer.StatusCode, Is.EqualTo(400), json);
        }

        Assert.That(await shop.PostAsync(hook, new { reference = "p-1" }), Is.EqualTo(202));
        Assert.That((await shop.GetAsync("/orders/o-1/receipt")).GetProperty("outcome").GetString(), Is.EqualTo("shipped"), shop.ToString);
    }

    /// <summary>What the operator's program delivers isn't checked: it doesn't know what the hook takes.</summary>
    [Test]
    public async Task Order_that_has_failed_says_so_and_releases_its_goods()
    {
        using var directory = new TestDirectory();
        using var shop = await ShopProcess.StartAsync(directory, "--PackIn", "00:00:00.2");
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "lamp", quantity = 2 }), Is.EqualTo(202));
        var hook = HookOf(await shop.ShowsAsync("/orders/o-1", IsUnpaid));
        await using (var host = await OperatorAsync(directory))
            await host.Client.ResumeHookWithJsonAsync(hook[(hook.LastIndexOf('/') + 1)..], """{"Reference":null}"""u8.ToArray());

        using var answer = await shop.Http.GetAsync(new Uri("/orders/o-1/receipt", UriKind.Relative));
        Assert.That((int)answer.StatusCode, Is.EqualTo(410), shop.ToString);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Order o-1 went wrong"));
        Assert.That(await FreeAsync(shop, "lamp"), Is.EqualTo(10));
    }

    /// <summary>Orders two lamps of a shop that is killed while it waits for the payment.</summary>
    /// <returns>Where to pay.</returns>
    private static async Task<string> KilledUnpaidAsync(TestDirectory directory, string[] options)
    {
        using var shop = await ShopProcess.StartAsync(directory, options);
        Assert.That(await shop.PostAsync("/orders", new { id = "o-1", item = "lamp", quantity = 2 }), Is.EqualTo(202));
        var hook = HookOf(await shop.ShowsAsync("/orders/o-1", IsUnpaid));
        await shop.KillAsync();
        return hook;
    }

    /// <summary>Somebody at the database who executes nothing.</summary>
    private static Task<DurableHost> OperatorAsync(TestDirectory directory) => DurableHost.StartAsync(o =>
    {
        o.ExecuteRuns = false;
        o.UseSqlite($"Data Source={directory["webshop.db"]};Pooling=False");
    });

    private static bool IsUnpaid(JsonElement order) => order.GetProperty("pay").ValueKind == JsonValueKind.Object;

    /// <summary>The path only: its host is the address that the world outside knows.</summary>
    private static string HookOf(JsonElement order) => new Uri(order.GetProperty("pay").GetProperty("url").GetString()!).AbsolutePath;

    private static async Task<int> FreeAsync(ShopProcess shop, string item) =>
        (await shop.GetAsync("/stock")).EnumerateArray().Single(row => row.GetProperty("item").GetString() == item).GetProperty("free").GetInt32();
}

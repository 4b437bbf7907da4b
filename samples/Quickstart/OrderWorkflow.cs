using DurableSdk;

namespace Quickstart;

/// <summary>
/// One order, from the shelf to the customer. An ordinary async method: each finished step is on disk before the next line runs, and
/// after a crash the method goes on at the line where it stopped.
/// </summary>
public sealed class OrderWorkflow(Warehouse warehouse, Bank bank)
{
    [Workflow]
    public async Task<Receipt> RunAsync(Order order)
    {
        var reservation = await ReserveAsync(order);

        Payment payment;
        try
        {
            payment = await ChargeAsync(order);
        }
        catch (CardDeclinedException declined)
        {
            await ReleaseAsync(reservation);
            return Receipt.Declined(order, declined.Message);
        }

        // Time to think it over. It could be 24 hours: a run that sleeps needs no memory, and no process.
        await Durable.Sleep(TimeSpan.FromSeconds(2));

        var packing = PackAsync(order, reservation);
        var invoicing = InvoiceAsync(order, payment);
        await Task.WhenAll(packing, invoicing);

        var tracking = await ShipAsync(await packing);
        return Receipt.Shipped(order, payment, await invoicing, tracking);
    }

    // The warehouse is busy now and then; the step is tried again.
    [Step(MaxAttempts = 5, RetryDelay = "400ms", Backoff = 1.5)]
    private Task<Reservation> ReserveAsync(Order order) => warehouse.ReserveAsync(Key, order);

    // A step that a crash interrupts runs again. The key is the same both times, so the bank charges once.
    [Step(Timeout = "10s", NonRetryable = [typeof(CardDeclinedException)])]
    private Task<Payment> ChargeAsync(Order order, CancellationToken cancel = default) => bank.ChargeAsync(Key, order, cancel);

    [Step]
    private Task ReleaseAsync(Reservation reservation) => warehouse.ReleaseAsync(Key, reservation);

    [Step]
    private Task<string> PackAsync(Order order, Reservation reservation) => warehouse.PackAsync(Key, order, reservation);

    [Step]
    private Task<string> InvoiceAsync(Order order, Payment payment) => bank.InvoiceAsync(Key, order, payment);

    [Step]
    private Task<string> ShipAsync(string parcel) => warehouse.ShipAsync(Key, parcel);

    private static string Key => StepContext.Current.IdempotencyKey;
}

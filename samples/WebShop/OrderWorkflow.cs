using DurableSdk;

namespace WebShop;

/// <summary>
/// One order, from the shelf to the parcel. Each finished step is on disk before the next line runs; while the run waits, for a payment or for the packing, it needs no thread, and the server
/// may be killed and started again.
/// </summary>
public sealed class OrderWorkflow(Shop shop)
{
    /// <summary>Where to pay, while that is what the order waits for.</summary>
    [Query]
    public PaymentRequest? AwaitedPayment { get; private set; }

    [Workflow]
    public async Task<Receipt> RunAsync(Order order)
    {
        Reservation reservation;
        try
        {
            reservation = await shop.ReserveAsync(order);
        }
        catch (OutOfStockException)
        {
            return new Receipt(order.Id, "out of stock");
        }

        // A cancellation gets no further than this, unless a payment was faster: it ends the wait by an exception, and what ReserveAsync did is undone.
        if (await PaymentAsync(reservation.HeldFor) is not { } payment)
        {
            await shop.ReleaseAsync(order);
            return new Receipt(order.Id, "not paid in time");
        }

        // What is paid for is shipped, whoever cancels it now.
        return await Durable.Shield(async () =>
        {
            Durable.SetStatus("is being packed");
            await Durable.Sleep(reservation.PackedIn);
            var parcel = await shop.ShipAsync(order, payment.Reference);
            Durable.SetStatus("shipped");
            return new Receipt(order.Id, "shipped", parcel);
        });
    }

    /// <returns>Null where nobody has paid in time.</returns>
    private async Task<Payment?> PaymentAsync(TimeSpan heldFor)
    {
        var hook = await Durable.CreateHook<Payment>("payment", expiresAfter: heldFor, deliveriesMax: 1);
        AwaitedPayment = new PaymentRequest(hook.Url, hook.ExpiresAt);
        Durable.SetStatus("waits for payment");
        try
        {
            return await hook;
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            // Who pays after this line is told 410. Who has paid before was told 202, and gets the goods.
            await hook.DisposeAsync();
            await foreach (var payment in hook)
                return payment;
            throw;
        }
        finally
        {
            AwaitedPayment = null;
        }
    }
}

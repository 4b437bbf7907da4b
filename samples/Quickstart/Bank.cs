namespace Quickstart;

/// <summary>Stands for a payment provider: it takes its time, refuses some cards, and charges once per key however often it is asked.</summary>
public sealed class Bank(Journal journal)
{
    public async Task<Payment> ChargeAsync(string key, Order order, CancellationToken cancel)
    {
        await Work.TakeTimeAsync(0.5, 1.5, cancel);
        if (order.Card.StartsWith("declined", StringComparison.Ordinal))
            throw new CardDeclinedException($"the bank refuses card {order.Card}");
        var number = journal.Find(key, "charged") ?? journal.Add(key, "charged", Work.NewNumber("PAY"), $"{order.Total:0.00} for {order.Id}");
        return new Payment(number, order.Total);
    }

    public async Task<string> InvoiceAsync(string key, Order order, Payment payment)
    {
        await Work.TakeTimeAsync(0.3, 1.2);
        return journal.Add(key, "invoiced", Work.NewNumber("INV"), $"{payment.Number} for {order.Id}");
    }
}

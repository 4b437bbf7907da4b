namespace Quickstart;

/// <summary>What a customer wants. The workflow's input, so it is recorded once and never changes.</summary>
public sealed record Order(string Id, string Customer, string Item, int Quantity, decimal UnitPrice, string Card)
{
    public decimal Total => Quantity * UnitPrice;
}

/// <summary>The warehouse has put the goods aside.</summary>
public sealed record Reservation(string Number, string Shelf);

/// <summary>The bank has moved the money.</summary>
public sealed record Payment(string Number, decimal Amount);

/// <summary>What became of an order. The workflow's result.</summary>
public sealed record Receipt(string OrderId, string Outcome, decimal Paid, string? Payment, string? Invoice, string? Tracking, string? Note)
{
    public static Receipt Shipped(Order order, Payment payment, string invoice, string tracking) =>
        new(order.Id, "shipped", payment.Amount, payment.Number, invoice, tracking, null);

    public static Receipt Declined(Order order, string reason) => NotShipped(order, "declined", reason);

    public static Receipt NotShipped(Order order, string outcome, string reason) => new(order.Id, outcome, 0, null, null, null, reason);
}

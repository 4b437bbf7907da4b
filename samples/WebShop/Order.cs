namespace WebShop;

/// <summary>What a customer wants. The workflow's input, so it is recorded once and never changes.</summary>
/// <param name="Id">The customer's number of the order: letters, digits and hyphens, at most 50.</param>
/// <param name="Item">A name of the stock list.</param>
/// <param name="Quantity">At least 1.</param>
public sealed record Order(string Id, string Item, int Quantity)
{
    /// <summary>What is wrong with it, or null.</summary>
    public string? Problem() => this switch
    {
        { Id: not { Length: > 0 and <= 50 } } => "id must have 1 to 50 characters",
        _ when !Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => "id may have letters, digits and hyphens only",
        { Item: not { Length: > 0 } } => "item is missing",
        { Quantity: < 1 } => "quantity must be at least 1",
        _ => null,
    };
}

/// <summary>The goods are put aside, on the shop's terms of that moment.</summary>
/// <param name="HeldFor">How long for somebody who hasn't paid.</param>
/// <param name="PackedIn">How long it takes to pack them.</param>
public sealed record Reservation(TimeSpan HeldFor, TimeSpan PackedIn);

/// <summary>Where an order is paid, and until when (UTC).</summary>
public sealed record PaymentRequest(Uri Url, DateTimeOffset? Before);

/// <summary>What a payment provider posts there. What has no reference is refused when it comes. A struct, so that <c>null</c> is refused too, and is never taken for a payment or for none.</summary>
public readonly record struct Payment
{
    /// <summary>The provider's number of the payment.</summary>
    public required string Reference { get; init; }
}

/// <summary>What became of an order. The workflow's result.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Outcome"><c>shipped</c>, <c>out of stock</c> or <c>not paid in time</c>.</param>
/// <param name="Parcel">The number of the parcel, where there is one.</param>
public sealed record Receipt(string OrderId, string Outcome, long? Parcel = null);

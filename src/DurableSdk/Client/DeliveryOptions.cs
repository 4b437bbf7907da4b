namespace DurableSdk;

/// <summary>How something is delivered to a hook.</summary>
public sealed record DeliveryOptions
{
    /// <summary>
    /// The sender's id of this delivery, 1 to 200 characters: a second one with the id of one that the hook has ever got is accepted and dropped, also after the hook has closed. Default: none, each
    /// delivery counts.
    /// </summary>
    public string? Id { get; init; }
}

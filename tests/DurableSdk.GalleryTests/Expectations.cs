namespace DurableSdk.GalleryTests;

/// <summary>What each sample is to show, in the order of the catalogue.</summary>
internal static class Expectations
{
    public static IReadOnlyList<Expectation> All { get; } =
    [
        new("order-saga")
        {
            Says = ["The order failed: nobody delivers to Atlantis", "The ledger: reserved lamp, charged 49.90, refunded 49.90, released lamp."],
            FromLog = ["ReserveAsync#1", "ChargeAsync#1", "ShipAsync#1", "ChargeAsync#1/compensate"],
            RunAfter = ["ReserveAsync#1/compensate"],
        },
        new("timer")
        {
            Says = ["seconds later: the tea is drawn."],
            FromLog = ["PourAsync#1"],
            RunAfter = ["ServeAsync#1"],
        },
        new("checkpoints")
        {
            Says = ["6 files were packed, the last one is d0152ae05049."],
            FromLog = ["PackAsync#1", "PackAsync#1[2]", "PackAsync#1[3]"],
            RunAfter = ["PackAsync#1[4]", "PackAsync#1[5]", "PackAsync#1[6]"],
        },
    ];
}

namespace DurableSdk.GalleryTests;

internal static partial class Expectations
{
    private static Expectation[] Patterns =>
    [
        new("event-sourced-order")
        {
            Says =
            [
                "order-2 refuses the chair: it is at version 1, not 0",
                "order-1 is paid at version 3.",
                "order-2 is at version 1 with desk, not paid.",
                "The subscriber hears of order-1: Pay [2]",
            ],
            // The process that goes on handles again what is recorded, with the replay flag, and nothing anew.
            ShowsUndisturbed = ["Handlers ran 4 times live and 0 times replayed in this process\\."],
            ShowsEvicted = ["Handlers ran 4 times live and [1-9][0-9]* times replayed in this process\\."],
            ShowsAfterKill = ["Handlers ran 0 times live and [1-9][0-9]* times replayed in this process\\."],
            RunAfter = ["PayAsync(int)/ChargeAsync#1"],
        },
        new("order-saga")
        {
            Says = ["The order failed: nobody delivers to Atlantis", "The ledger: reserved lamp, charged 49.90, refunded 49.90, released lamp."],
            FromLog = ["ReserveAsync#1", "ChargeAsync#1", "ShipAsync#1", "ChargeAsync#1/compensate"],
            RunAfter = ["ReserveAsync#1/compensate"],
        },
        new("document-pipeline")
        {
            Says = ["It is about light, thousand, harbour.", "In short: The harbour needs a new light."],
            FromLog = ["UploadAsync#1", "ValidateAsync#1", "ExtractAsync#1"],
            RunAfter = ["AnalyseAsync#1", "SummariseAsync#1"],
        },
        new("compensating-actions")
        {
            Says = ["The collection for the gift is undone: the account of the shop is closed.", "Ann has 100, Bob has 100, shop has 0."],
            FromLog = ["OpenAccountsAsync#1", "MoveAsync#1", "MoveAsync#3", "MoveAsync#5", "MoveAsync#4"],
            RunAfter = ["MoveAsync#2"],
        },
    ];
}

namespace DurableSdk.GalleryTests;

internal static partial class Expectations
{
    private static Expectation[] Practices =>
    [
        new("escalation")
        {
            Says = ["Ann's leave is granted by Bob.", "3 people were asked."],
            FromLog = ["AskAsync#1", "AskAsync#1[2]"],
            RunAfter = ["AskAsync#1[3]"],
        },
        new("circuit-breaker")
        {
            Says = ["Aurora: pilot on the way.", "Bel: pilot on the way.", "Calla: pilot on the way.", " attempts made 8 calls; the breaker kept back the others."],
            RunAfter = ["CallAsync#1", "CallAsync#1", "CallAsync#1"],
        },
        new("dead-letter")
        {
            Says = ["Dead: two, two.json can't be read at byte 25", "6 pages are delivered."],
            FromLog = ["DeliverAsync#1", "DeliverAsync#1", "DeliverAsync#1"],
            RunAfter = ["DeliverAsync#1[2]"],
        },
        new("batch-children")
        {
            Says = ["210000 units are billed.", "20 of 20 children have completed."],
            Steps = 40,
        },
        new("versioning")
        {
            Says = ["Version 1: Ann has paid in cash and has a card of paper.", "Version 2: Bob has paid in cash and has a key."],
            FromLog = ["InvoiceAsync#1", "WelcomeAsync#1"],
            RunAfter = ["CardAsync#1", "KeyAsync#1"],
        },
        new("nightly-batch")
        {
            Says = ["The run says: 10000 of 10000 rows.", "The table: 10000 rows, sum 495000."],
            FromLog = ["PrepareAsync#1", "ImportAsync#1", .. Enumerable.Range(2, 11).Select(i => $"ImportAsync#1[{i}]")],
            RunAfter = [.. Enumerable.Range(13, 8).Select(i => $"ImportAsync#1[{i}]")],
        },
    ];
}

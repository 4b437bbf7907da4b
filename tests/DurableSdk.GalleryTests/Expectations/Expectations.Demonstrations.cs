namespace DurableSdk.GalleryTests;

internal static partial class Expectations
{
    private static Expectation[] Demonstrations =>
    [
        new("ping-pong")
        {
            Says = ["Ping hit 5 balls, and pong 5."],
            FromLog = ["PingAsync#1", "PongAsync#1", "PingAsync#1[2]", "PongAsync#1[2]", "PingAsync#1[3]"],
            RunAfter = ["PongAsync#1[3]", "PingAsync#1[4]", "PongAsync#1[4]", "PingAsync#1[5]", "PongAsync#1[5]"],
        },
        new("chat")
        {
            Says = ["Refused: Cy isn't in the room", "Ann: Is the light on?", "Bob: Since an hour.", "Cy: I can see it.", "3 posts, 8 deliveries."],
            FromLog = ["PostAsync(string, string)/DeliverAsync#1"],
            RunAfter = ["PostAsync(string, string)/DeliverAsync#1[2]", "PostAsync(string, string)/DeliverAsync#1[3]"],
        },
        new("remote-commands")
        {
            Says = ["config.ini has changed from cbb5fa21 to a21573b9.", "The agent carried out: check config.ini, append config.ini, check config.ini."],
            FromLog = ["SendAsync#1"],
            RunAfter = ["SendAsync#2", "SendAsync#3"],
        },
        new("counter")
        {
            Says = ["The counter stands at 100.", "It has lived in 3 runs."],
        },
        new("saga")
        {
            Says =
            [
                "No trip: there is no car left in Lisbon.",
                "What happened: flight to Lisbon booked, hotel in Lisbon booked, hotel in Lisbon cancelled, flight to Lisbon cancelled.",
            ],
            FromLog = ["BookFlightAsync#1"],
            RunAfter = ["BookHotelAsync#1", "BookCarAsync#1", "BookHotelAsync#1/compensate", "BookFlightAsync#1/compensate"],
        },
        new("timer")
        {
            Says = ["seconds later: the tea is drawn."],
            FromLog = ["PourAsync#1"],
            RunAfter = ["ServeAsync#1"],
        },
        new("order-state-machine")
        {
            Says = ["It stands at WaitForSignal#2.", "    s4 -. failure .-> s5", "The order is delivered at the neighbour's."],
            FromLog = ["PackAsync#1", "ShipAsync#1"],
            RunAfter = ["TraceAsync#1", "ShipAsync#1[2]"],
        },
        new("fan-out")
        {
            Says = ["31200 words: 400, 800, 1200, 1600, 2000, 2400, 2800, 3200, 3600, 4000, 4400, 4800."],
            Split = ["CountAsync#1", .. Enumerable.Range(2, 11).Where(i => i != 9).Select(i => $"CountAsync#1[{i}]")],
            RunAfter = ["CountAsync#1[9]"],
        },
        new("retry")
        {
            Says = ["After 4 requests: high water at 14:20."],
            Shows = [@"Attempt 1 failed, the next one 0\.[123] s later\.", @"Attempt 2 failed, the next one 0\.[345] s later\.", @"Attempt 3 failed, the next one (0\.[6-9]|1\.0) s later\."],
            RunAfter = ["FetchAsync#1"],
        },
        new("checkpoints")
        {
            Says = ["6 files were packed, the last one is d0152ae05049."],
            FromLog = ["PackAsync#1", "PackAsync#1[2]", "PackAsync#1[3]"],
            RunAfter = ["PackAsync#1[4]", "PackAsync#1[5]", "PackAsync#1[6]"],
        },
    ];
}

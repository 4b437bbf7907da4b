namespace Idiomatic.Auction;

public sealed record Bid(string Bidder, decimal Amount, int Round);

public sealed class AuctionWorkflow
{
    [Workflow]
    public async Task<Bid?> RunAsync(string lot, string[] bidders, decimal start)
    {
        var history = new LinkedList<Bid>();
        var active = new Queue<string>(bidders);
        Bid? best = null;
        for (var round = 1; active.Count > 1 && round <= 100; round++)
        {
            var bidder = active.Dequeue();
            var amount = await AskAsync(lot, bidder, Next(best, start));
            if (amount is not { } offered || offered < Next(best, start))
                continue;
            best = new Bid(bidder, offered, round);
            history.AddLast(best);
            active.Enqueue(bidder);
        }

        if (best is not null)
            await CloseAsync(lot, best, history.Count);
        return best;
    }

    private static decimal Next(Bid? best, decimal start) => best is null ? start : best.Amount * 1.05m;

    [Step] private static Task<decimal?> AskAsync(string lot, string bidder, decimal least) => Task.FromResult<decimal?>(least);

    [Step] private static Task CloseAsync(string lot, Bid winner, int bids) => Task.CompletedTask;
}

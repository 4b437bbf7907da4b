namespace Idiomatic.LotteryDraw;

/// <summary>Chance and ids from the run's seed.</summary>
public sealed class LotteryDrawWorkflow
{
    [Workflow]
    public async Task<int[]> RunAsync(List<string> players, int winners)
    {
        var draw = Durable.NewGuid().ToString("N");
        var numbers = Enumerable.Range(1, 49).ToArray();
        Durable.Random.Shuffle(numbers);
        var drawn = numbers.Take(6).Order().ToArray();

        var lucky = new List<string>();
        while (lucky.Count < Math.Min(winners, players.Count))
        {
            var player = players[Durable.Random.Next(players.Count)];
            if (!lucky.Contains(player))
                lucky.Add(player);
        }

        foreach (var player in lucky)
            await TellAsync(draw, player, drawn);
        return drawn;
    }

    [Step] private static Task TellAsync(string draw, string player, int[] numbers) => Task.CompletedTask;
}

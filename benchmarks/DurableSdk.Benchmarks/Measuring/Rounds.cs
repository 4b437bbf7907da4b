namespace DurableSdk.Benchmarks;

/// <summary>Measures a figure and its reference in turn, so that whatever else uses the machine slows both.</summary>
internal static class Rounds
{
    /// <returns>The round in the middle by its ratio.</returns>
    public static async Task<Round> MiddleAsync(
        Setting setting, string name, Func<double, string> text, Func<TimeSpan, Task<double>> reference, Func<TimeSpan, Task<double>> figure)
    {
        var rounds = new List<Round>();
        for (var number = 0; number <= setting.Sizes.Rounds; number++)
        {
            var isWarmUp = number == 0;
            var part = isWarmUp ? setting.Sizes.WarmUp : setting.Part;
            var round = new Round(Reference: await reference(part), Figure: await figure(part));
            setting.Progress($"{name}, {(isWarmUp ? "warm-up" : $"round {number} of {setting.Sizes.Rounds}")}: {text(round.Figure)}, reference {text(round.Reference)}, ratio {round.Ratio:N2}");
            if (!isWarmUp)
                rounds.Add(round);
        }

        return rounds.OrderBy(round => round.Ratio).ElementAt(rounds.Count / 2);
    }
}

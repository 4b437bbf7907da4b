namespace Idiomatic.CityCounts;

public sealed record CityCount(string City, int People);

/// <summary>Fan out over a list, and use the results as they complete.</summary>
public sealed class CityCountsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(IReadOnlyList<string> cities)
    {
        var counting = cities.Distinct(StringComparer.OrdinalIgnoreCase).Select(c => CountAsync(c)).ToList();
        var total = 0;
        await foreach (var counted in Task.WhenEach(counting))
        {
            var (city, people) = await counted;
            total += people;
            if (people > 1_000_000)
                await MarkAsync(city);
        }

        return total;
    }

    [Step] private static Task<CityCount> CountAsync(string city) => Task.FromResult(new CityCount(city, city.Length));

    [Step] private static Task MarkAsync(string city) => Task.CompletedTask;
}

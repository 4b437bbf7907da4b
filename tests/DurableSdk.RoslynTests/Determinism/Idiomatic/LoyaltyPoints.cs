using System.Collections.Immutable;
using System.Text.Json;

namespace Idiomatic.LoyaltyPoints;

public abstract record Movement(string Shop)
{
    public sealed record Bought(string Shop, decimal Price) : Movement(Shop);

    public sealed record Returned(string Shop, decimal Price) : Movement(Shop);

    public sealed record Gift(string Shop, int Points) : Movement(Shop);
}

public readonly record struct Points(int Value) : IComparable<Points>
{
    public static Points operator +(Points one, Points other) => new(checked(one.Value + other.Value));

    public static implicit operator Points(int value) => new(value);

    public int CompareTo(Points other) => Value.CompareTo(other.Value);

    public override string ToString() => $"{Value} points";
}

/// <summary>Patterns, operators, immutable maps, generic helpers, sorting by a type of its own, and JSON.</summary>
public sealed class LoyaltyPointsWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string customer)
    {
        var movements = JsonSerializer.Deserialize<Dictionary<string, decimal>>(await LoadAsync(customer)) ?? [];
        var all = movements.Select(entry => entry.Value switch
        {
            0 => (Movement)new Movement.Gift(entry.Key, 10),
            < 0 => new Movement.Returned(entry.Key, -entry.Value),
            var price => new Movement.Bought(entry.Key, price),
        }).OrderBy(movement => movement.Shop, StringComparer.Ordinal).ToImmutableArray();
        var balance = ImmutableDictionary<string, Points>.Empty.WithComparers(StringComparer.Ordinal);
        foreach (var movement in all)
            balance = balance.SetItem(movement.Shop, balance.GetValueOrDefault(movement.Shop) + Worth(movement));
        var best = Best(balance.Values.ToImmutableSortedSet(), 0);
        var top = balance.MaxBy(entry => entry.Value).Value;
        foreach (var (shop, points) in balance.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(3))
            await CreditAsync(shop, points.Value, $"You have {points}");
        await TellAsync(JsonSerializer.Serialize(new { customer, best = best.Value, top = top.Value, shops = balance.Count }));
        return string.Concat(customer, "/", best.ToString());
    }

    private static Points Worth(Movement movement) => movement switch
    {
        Movement.Bought { Price: >= 100 } bought => (int)Math.Floor(bought.Price / 5),
        Movement.Bought bought => (int)Math.Floor(bought.Price / 10),
        Movement.Returned returned => -(int)Math.Ceiling(returned.Price / 10),
        Movement.Gift(_, var points) => points,
        _ => throw new NotSupportedException($"{movement}"),
    };

    private static T Best<T>(IEnumerable<T> all, T none)
        where T : IComparable<T>
    {
        var best = none;
        foreach (var one in all)
        {
            if (one.CompareTo(best) > 0)
                best = one;
        }

        return best;
    }

    [Step] private static Task<string> LoadAsync(string customer) => Task.FromResult("{}");

    [Step] private static Task CreditAsync(string shop, int points, string text) => Task.CompletedTask;

    [Step] private static Task TellAsync(string json) => Task.CompletedTask;
}

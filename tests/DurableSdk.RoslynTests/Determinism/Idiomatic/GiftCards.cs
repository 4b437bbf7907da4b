namespace Idiomatic.GiftCards;

public sealed record Card(string Code, decimal Balance);

/// <summary>Equality of records, sets of records, null handling, throw expressions.</summary>
public sealed class GiftCardsWorkflow
{
    [Workflow]
    public async Task<decimal> RunAsync(string[] codes, decimal price)
    {
        var cards = new List<Card>();
        foreach (var code in codes)
            cards.Add(await LookUpAsync(code) ?? throw new KeyNotFoundException($"No card {code}."));

        var used = new HashSet<Card>();
        var open = price;
        foreach (var card in cards.OrderBy(c => c.Balance).ThenBy(c => c.Code, StringComparer.Ordinal))
        {
            if (open <= 0 || !used.Add(card))
                continue;
            var part = Math.Min(card.Balance, open);
            var after = card with { Balance = card.Balance - part };
            if (after != card)
                await SaveAsync(after);
            open -= part;
        }

        return open;
    }

    [Step] private static Task<Card?> LookUpAsync(string code) => Task.FromResult<Card?>(new Card(code, 1));

    [Step] private static Task SaveAsync(Card card) => Task.CompletedTask;
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Idiomatic.ImmutableSettings;

public sealed record Tariff(string Zone, decimal Base, decimal PerKilo);

/// <summary>Statics that never change.</summary>
public static class Tariffs
{
    public const string DefaultZone = "world";

    public static readonly ImmutableArray<string> Zones = ["home", "europe", DefaultZone];

    public static readonly FrozenDictionary<string, Tariff> ByZone = new Dictionary<string, Tariff>(StringComparer.Ordinal)
    {
        ["home"] = new("home", 4, 0.5m),
        ["europe"] = new("europe", 9, 1.5m),
        [DefaultZone] = new(DefaultZone, 20, 4),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static TimeSpan Grace { get; } = TimeSpan.FromDays(2);

    public static decimal PriceOf(string zone, decimal kilos) => (ByZone.TryGetValue(zone, out var tariff) ? tariff : ByZone[DefaultZone]) is var t ? t.Base + kilos * t.PerKilo : 0;
}

public sealed class ImmutableSettingsWorkflow
{
    private static readonly Func<decimal, decimal> Round = amount => Math.Round(amount, 2);

    [Workflow]
    public async Task<decimal> RunAsync(string zone, decimal kilos)
    {
        if (!Tariffs.Zones.Contains(zone))
            zone = Tariffs.DefaultZone;
        var price = Round(Tariffs.PriceOf(zone, kilos));
        await OfferAsync(zone, price);
        await Durable.Sleep(Tariffs.Grace);
        return price;
    }

    [Step] private static Task OfferAsync(string zone, decimal price) => Task.CompletedTask;
}

using System.Globalization;
using System.Text;

namespace DurableSdk.SimulationTests.Shrinking;

/// <summary>Says what was broken, by the shortest scenario that still breaks it.</summary>
internal static class Report
{
    private const int SeedsShown = 20;

    public static string Of(Batch batch)
    {
        var text = new StringBuilder();
        foreach (var (seed, violations) in batch.Broken.OrderBy(one => one.Key).Take(SeedsShown))
            text.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}: {violations[0]}");
        var (first, broken) = batch.Broken.MinBy(one => one.Key);
        var small = new Shrinker(scenario => batch.ViolationsOf(scenario).Any(violation => violation.Rule == broken[0].Rule)).Shrink(ScenarioGenerator.Draw(first));
        text.AppendLine(CultureInfo.InvariantCulture, $"Seed {first} in short; mend it, and keep this in Found/ under a name that says what it found:");
        text.AppendLine(small.Write());
        foreach (var violation in batch.ViolationsOf(small))
            text.AppendLine(violation.ToString());
        return text.ToString();
    }
}

using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>What a hook may be made of.</summary>
internal static class HookRules
{
    public const string DefaultName = "hook";

    /// <summary>Why a hook can't be made so; null where it can.</summary>
    public static string? ProblemOf(string? name, TimeSpan? expiresAfter, string? token, int? deliveriesMax) => (name, expiresAfter, token, deliveriesMax) switch
    {
        ({ } given, _, _, _) when StorableText.WhyNot(given) is { } why => $"its name {why}",
        (_, { } after, _, _) when after <= TimeSpan.Zero => $"it would take deliveries for {after}; give a time above zero, or none",
        (_, _, { } given, _) when !IsToken(given) => $"a token has 1 to {StorableText.LengthMax} letters, digits and -_.~ (ASCII, the first a letter or a digit), so that it stands in a URL as it is",
        (_, _, _, < 1) => $"it would take {deliveriesMax} deliveries; give 1 or more, or nothing for any number",
        _ => null,
    };

    /// <summary>Whether a text can be a token; none but those are ever looked up.</summary>
    public static bool IsToken(string text) => text.Length is > 0 and <= StorableText.LengthMax && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~');
}

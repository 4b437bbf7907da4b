namespace DurableSdk;

/// <summary>What a status text, a key and a value of an attribute may be.</summary>
internal static class MarkRules
{
    public const int StatusTextMax = 1000;
    public const int KeyMax = 100;
    public const int ValueMax = 500;
    public const int AttributesMax = 50;

    /// <summary>What is wrong, as the end of a sentence; null for nothing.</summary>
    public static string? ProblemOfStatusText(string? text) => text is null ? null : ProblemOf("the status text", text, StatusTextMax);

    /// <inheritdoc cref="ProblemOfStatusText"/>
    public static string? ProblemOf(string key, AttributeValue? value)
    {
        if (key.Length == 0)
            return "the key of an attribute is empty";
        if (ProblemOf("the key", key, KeyMax) is { } problem)
            return problem;
        if (key.Any(char.IsControl))
            return "the key has a control character";
        return value is null ? null : ProblemOf($"the value of attribute '{key}'", value.Text, ValueMax);
    }

    /// <summary>Half of a surrogate pair, and the character 0, can't be stored: they would come back as something else.</summary>
    private static string? ProblemOf(string what, string text, int max)
    {
        if (text.Length > max)
            return $"{what} has {text.Length} characters; {max} are the most";
        return text.Contains('\0') || !IsWellFormed(text) ? $"{what} has half of a surrogate pair or the character 0" : null;
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text, i++)))
                return false;
        }

        return true;
    }
}

namespace DurableSdk.Storage;

/// <summary>What ids and names must be made of, so that every store gives them back as they were.</summary>
internal static class StorableText
{
    public const int LengthMax = 200;

    /// <summary>Why a text can't be stored; null where it can.</summary>
    public static string? WhyNot(string value) => value switch
    {
        { Length: 0 or > LengthMax } => $"has {value.Length} characters; 1 to {LengthMax} are allowed",
        _ when !IsClean(value) => "contains a control character or half of a surrogate pair, which a store can't keep",
        _ => null,
    };

    public static bool IsClean(string value) => !HasControl(value) && IsWellFormed(value);

    private static bool HasControl(string value)
    {
        foreach (var character in value)
        {
            if (char.IsControl(character))
                return true;
        }

        return false;
    }

    /// <summary>Half of a surrogate pair can't be stored: it would come back as another character.</summary>
    private static bool IsWellFormed(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(value, i++))
                return false;
        }

        return true;
    }
}

using System.Globalization;

namespace DurableSdk;

/// <summary>
/// The value of a run's attribute: a type, and the one text that stands for the value. It is made by itself from a string (null is no value), an
/// integer, a double, a decimal, a bool, a <see cref="DateTimeOffset"/>, a <see cref="Guid"/> and an enum (its name); any other type is an
/// error of the compiler. Two values are equal if type and text are: 42 is not <c>"42"</c>, and not 42.0.
/// </summary>
public sealed record AttributeValue
{
    /// <summary>For stores: makes a value from what was kept of one.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="text">Its text.</param>
    public AttributeValue(AttributeType type, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Type = type;
        Text = text;
    }

    /// <summary>Its type.</summary>
    public AttributeType Type { get; }

    /// <summary>
    /// The value as a text that doesn't depend on the culture: numbers as C# writes them, <c>true</c> or <c>false</c>, a time in UTC and in the
    /// round-trip format, a <see cref="Guid"/> with hyphens.
    /// </summary>
    public string Text { get; }

    /// <summary>A text; null is no value.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(value))]
    public static implicit operator AttributeValue?(string? value) => value is null ? null : new(AttributeType.Text, value);

    /// <summary>A whole number.</summary>
    public static implicit operator AttributeValue(long value) => new(AttributeType.WholeNumber, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A floating-point number. Minus zero is zero.</summary>
    public static implicit operator AttributeValue(double value) => new(AttributeType.FloatingNumber, (value + 0.0).ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A decimal number, without trailing zeros.</summary>
    public static implicit operator AttributeValue(decimal value) =>
        new(AttributeType.DecimalNumber, (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture));

    /// <summary>True or false.</summary>
    public static implicit operator AttributeValue(bool value) => new(AttributeType.Boolean, value ? "true" : "false");

    /// <summary>A point in time.</summary>
    public static implicit operator AttributeValue(DateTimeOffset value) =>
        new(AttributeType.Time, value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>An id.</summary>
    public static implicit operator AttributeValue(Guid value) => new(AttributeType.UniqueId, value.ToString("D"));

    /// <summary>The name of an enum's value, as a text.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(value))]
    public static implicit operator AttributeValue?(Enum? value) => value is null ? null : new(AttributeType.Text, value.ToString());

    /// <summary>The value's text.</summary>
    public override string ToString() => Text;
}

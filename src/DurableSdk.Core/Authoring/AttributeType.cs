namespace DurableSdk;

/// <summary>Of which type an attribute's value is. Values of different types are never equal. The numbers are stored and never change.</summary>
public enum AttributeType
{
    /// <summary>A text, or the name of an enum's value.</summary>
    Text = 1,

    /// <summary>A whole number.</summary>
    WholeNumber = 2,

    /// <summary>A floating-point number.</summary>
    FloatingNumber = 3,

    /// <summary>A decimal number; trailing zeros don't count.</summary>
    DecimalNumber = 4,

    /// <summary>True or false.</summary>
    Boolean = 5,

    /// <summary>A point in time; its offset doesn't count.</summary>
    Time = 6,

    /// <summary>A <see cref="System.Guid"/>.</summary>
    UniqueId = 7,
}

using System.Globalization;

namespace DurableSdk.UnitTests;

public sealed class AttributeValueTests
{
    [Test]
    public void Value_has_one_text_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = odd;
        AttributeValue?[] values = ["eu", 42, 42L, (short)7, 1.5, -1.5f, -0.0, double.NaN, 12.50m, 0.000m, true, DayOfWeek.Friday, Guid.Empty, Time];

        CultureInfo.CurrentCulture = before;
        Assert.That(values.Select(value => $"{value!.Type} {value}"), Is.EqualTo([
            "Text eu", "WholeNumber 42", "WholeNumber 42", "WholeNumber 7", "FloatingNumber 1.5", "FloatingNumber -1.5", "FloatingNumber 0", "FloatingNumber NaN", "DecimalNumber 12.5",
            "DecimalNumber 0", "Boolean true", "Text Friday", "UniqueId 00000000-0000-0000-0000-000000000000", "Time 2030-01-02T03:04:05.0000006Z",
        ]));
    }

    [Test]
    public void Values_of_one_meaning_are_equal_and_of_different_types_are_not()
    {
        Assert.That((AttributeValue)12.50m, Is.EqualTo((AttributeValue)12.5m));
        Assert.That((AttributeValue)Time, Is.EqualTo((AttributeValue)Time.ToOffset(TimeSpan.FromHours(-7))));
        Assert.That((AttributeValue)DayOfWeek.Friday, Is.EqualTo((AttributeValue)"Friday"));
        Assert.That((AttributeValue)42, Is.Not.EqualTo((AttributeValue)"42").And.Not.EqualTo((AttributeValue)42.0).And.Not.EqualTo((AttributeValue)42m));
        Assert.That(decimal.MaxValue.ToString(CultureInfo.InvariantCulture), Is.EqualTo(((AttributeValue)decimal.MaxValue).Text));
    }

    [Test]
    public void Null_is_no_value()
    {
        string? text = null;
        Enum? name = null;
        AttributeValue? ofText = text, ofName = name;

        Assert.That((ofText, ofName), Is.EqualTo(((AttributeValue?)null, (AttributeValue?)null)));
    }

    private static readonly DateTimeOffset Time = new DateTimeOffset(2030, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)).AddTicks(6);
}

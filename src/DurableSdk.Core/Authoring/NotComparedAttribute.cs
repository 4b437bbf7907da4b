namespace DurableSdk;

/// <summary>
/// Exempts a step's parameter from the check at replay that the arguments are those of the first run. The argument is
/// recorded all the same.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NotComparedAttribute : Attribute;

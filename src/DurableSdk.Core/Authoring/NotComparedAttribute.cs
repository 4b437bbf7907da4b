namespace DurableSdk;

/// <summary>
/// Exempts a step's parameter from the check at replay that the arguments are those of the first run. The argument is
/// recorded all the same, unless only a hash of the arguments is (<see cref="ArgumentRecording.Hash"/>); it is no part of that.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NotComparedAttribute : Attribute;

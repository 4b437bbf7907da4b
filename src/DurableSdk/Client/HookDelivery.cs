namespace DurableSdk;

/// <summary>What came of a delivery that was accepted.</summary>
/// <param name="IsRepeated">Whether one with the same id was accepted before; then this one changed nothing.</param>
public readonly record struct HookDelivery(bool IsRepeated);

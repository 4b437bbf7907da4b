namespace DurableSdk;

/// <summary>What the log keeps of a step's arguments. See <see cref="StepAttribute.Arguments"/>.</summary>
public enum ArgumentRecording
{
    /// <summary>The arguments themselves: who looks at a stuck run sees them, and replay compares them as values.</summary>
    Full,

    /// <summary>A keyed hash of them, by which replay compares. A member that is added to their types counts as a difference.</summary>
    Hash,
}

namespace DurableSdk.Benchmarks;

/// <summary>What a step gives: some fifty bytes.</summary>
public sealed record StepResult(int Number, string Text)
{
    public static StepResult Of(int number) => new(number, "some fifty bytes, as JSON");
}

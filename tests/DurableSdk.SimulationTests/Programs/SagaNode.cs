namespace DurableSdk.SimulationTests.Programs;

/// <summary>Parts one after the other, each with what undoes it by hand where one of them fails.</summary>
internal sealed record SagaNode : Node
{
    private const int Undos = 1_000_000;

    public required Node[] Children { get; init; }

    /// <summary>Whether it fails when all parts are done.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Under which number the step stands that undoes a part.</summary>
    public static int UndoOf(Node part) => Undos + part.Id;
}

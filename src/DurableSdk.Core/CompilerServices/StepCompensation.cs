using System.ComponentModel;
using DurableSdk.Payloads;
using DurableSdk.Replay;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: how a step is undone. See <see cref="StepAttribute.Compensate"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StepCompensation
{
    private protected StepCompensation(bool takesArguments, bool takesResult)
    {
        TakesArguments = takesArguments;
        TakesResult = takesResult;
    }

    /// <summary>Whether the compensating method takes the step's arguments.</summary>
    public bool TakesArguments { get; }

    /// <summary>Whether the compensating method takes the step's result, after the arguments if it takes both.</summary>
    public bool TakesResult { get; }

    /// <summary>Makes a compensation.</summary>
    /// <param name="method">The compensating method, described as a step.</param>
    /// <param name="takesArguments">See <see cref="TakesArguments"/>.</param>
    /// <param name="takesResult">See <see cref="TakesResult"/>.</param>
    public static StepCompensation Of<TArguments>(StepDescriptor<TArguments, Unit> method, bool takesArguments, bool takesResult) =>
        new StepCompensation<TArguments>(method, takesArguments, takesResult);

    internal abstract string Name { get; }

    internal abstract Type? Service { get; }

    /// <summary>Recorded arguments of the compensating method as today's types write them.</summary>
    internal abstract ReadOnlyMemory<byte> Today(ReadOnlyMemory<byte> recorded, PayloadSerializer serializer);

    internal abstract StepOperation CreateOperation(
        string id, string source, Type? targetType, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer, ArgumentHasher hasher);
}

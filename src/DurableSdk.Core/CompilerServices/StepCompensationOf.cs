using System.ComponentModel;
using DurableSdk.Payloads;
using DurableSdk.Replay;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: how a step is undone.</summary>
/// <typeparam name="TArguments">The arguments of the compensating method.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StepCompensation<TArguments> : StepCompensation
{
    private readonly StepDescriptor<TArguments, Unit> _method;

    /// <summary>Makes a compensation.</summary>
    /// <param name="method">The compensating method, described as a step.</param>
    /// <param name="takesArguments">See <see cref="StepCompensation.TakesArguments"/>.</param>
    /// <param name="takesResult">See <see cref="StepCompensation.TakesResult"/>.</param>
    public StepCompensation(StepDescriptor<TArguments, Unit> method, bool takesArguments, bool takesResult)
        : base(takesArguments, takesResult) => _method = method;

    internal override string Name => _method.Name;

    internal override Type? Service => _method.Service;

    internal override StepOperation CreateOperation(string id, string source, Type? targetType, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer)
    {
        var call = new StepCall<TArguments, Unit>(id, source, _method, targetType ?? Service, arguments, serializer) { IsCompensation = true };
        return new StepOperation<TArguments, Unit>(call, _method, serializer) { IsCompensation = true };
    }
}

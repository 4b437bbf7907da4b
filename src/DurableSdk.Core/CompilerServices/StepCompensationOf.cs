using DurableSdk.Payloads;
using DurableSdk.Replay;

namespace DurableSdk.CompilerServices;

/// <summary>How a step is undone, with the type of the compensating method's arguments.</summary>
internal sealed class StepCompensation<TArguments> : StepCompensation
{
    private readonly StepDescriptor<TArguments, Unit> _method;

    public StepCompensation(StepDescriptor<TArguments, Unit> method, bool takesArguments, bool takesResult)
        : base(takesArguments, takesResult) => _method = method;

    internal override string Name => _method.Name;

    internal override Type? Service => _method.Service;

    internal override ReadOnlyMemory<byte> Today(ReadOnlyMemory<byte> recorded, PayloadSerializer serializer)
    {
        var what = new PayloadName("the arguments of", Name);
        try
        {
            return serializer.SerializeArguments(_method.Arguments, serializer.DeserializeArguments(_method.Arguments, recorded, what), what);
        }
        catch (DurableException)
        {
            // What can't be read is no call of today's.
            return recorded;
        }
    }

    internal override StepOperation CreateOperation(
        string id, string source, Type? targetType, ReadOnlyMemory<byte> arguments, PayloadSerializer serializer, ArgumentHasher hasher)
    {
        var call = new StepCall<TArguments, Unit>(id, source, _method, targetType ?? Service, arguments, serializer)
        {
            RecordedArguments = hasher.Recorded(_method, id, arguments),
            IsCompensation = true,
        };
        return new StepOperation<TArguments, Unit>(call, hasher) { IsCompensation = true };
    }
}

using DurableSdk.Errors;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>What was given for the next run of a workflow, checked against its parameters and written as they are.</summary>
internal static class NextArguments
{
    /// <exception cref="DurableException">DS1012: they don't fit; DS2001, DS2002: they can't be written.</exception>
    public static ReadOnlyMemory<byte> Encode(RunSetup run, object?[]? given)
    {
        var values = GivenArguments.Unwrap(given);
        if (GivenArguments.Fit(values, run.Definition.ParameterNames, run.Definition.ParameterTypes) is { } why)
            throw ReplayErrors.NextArguments(run, values, why);
        return GivenArguments.Write(run.Serializer, values, run.Definition.ParameterTypes, $"the input of the next run of {run.Definition.Key.Name}");
    }
}

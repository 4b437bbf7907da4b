using DurableSdk.Generators.Models;

namespace DurableSdk.Generators.Parsing;

/// <summary>Numbers call sites: by name within the enclosing member, in the order of the text. What is given out stands in logs.</summary>
internal sealed class SiteNumbers
{
    private readonly Dictionary<(string Member, string Name), int> _counts = [];

    /// <summary>The next site's id; null for what is no operation of the log.</summary>
    public string? Next(CallModel call)
    {
        if (call.Operation.Name is not { } name)
            return null;
        _counts.TryGetValue((call.Member, name), out var count);
        _counts[(call.Member, name)] = ++count;
        return call.IsInWorkflow ? $"{name}#{count}" : $"{call.Member}/{name}#{count}";
    }
}

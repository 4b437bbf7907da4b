using System.Text.Json;

namespace DurableSdk.SimulationTests.World;

/// <summary>The plans of a simulation's runs, each written and read once: as often as a run is built anew its code asks for it.</summary>
internal sealed class Plans
{
    private readonly Dictionary<string, RunPlan> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<ChildNode, string> _written = new(ReferenceEqualityComparer.Instance);

    [WorkflowSafe]
    public RunPlan Read(string text)
    {
        if (_read.TryGetValue(text, out var plan))
            return plan;
        plan = PlanText.Read(text);
        // A run of that time has given such plans to its children too.
        if (PlanText.IsOfFirstRelease(text))
        {
            foreach (var call in plan.Generations.SelectMany(NodeParts.All).OfType<ChildNode>())
                _written[call] = PlanText.WriteAsFirstRelease(PlanOf(call));
        }

        return _read[text] = plan;
    }

    public string Write(RunPlan plan)
    {
        var text = PlanText.Write(plan);
        _read[text] = plan;
        return text;
    }

    /// <summary>What a call gives to its child.</summary>
    [WorkflowSafe]
    public string Of(ChildNode call)
    {
        if (!_written.TryGetValue(call, out var text))
            _written[call] = text = Write(PlanOf(call));
        return text;
    }

    /// <summary>What a run walks, by its arguments.</summary>
    public (RunPlan Plan, int Generation) Arguments(ReadOnlyMemory<byte> json)
    {
        using var arguments = JsonDocument.Parse(json);
        return (Read(arguments.RootElement[0].GetString()!), arguments.RootElement[1].GetInt32());
    }

    private static RunPlan PlanOf(ChildNode call) => new() { Generations = call.Generations };
}

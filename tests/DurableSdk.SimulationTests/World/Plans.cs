using System.Text.Json;

namespace DurableSdk.SimulationTests.World;

/// <summary>The plans of a simulation's runs, each read once: as often as a run is built anew its code asks for it.</summary>
internal sealed class Plans
{
    private readonly Dictionary<string, RunPlan> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<ChildNode, string> _written = new(ReferenceEqualityComparer.Instance);

    [WorkflowSafe]
    public RunPlan Read(string plan)
    {
        if (!_read.TryGetValue(plan, out var read))
            _read[plan] = read = Scenario.ReadPlan(plan);
        return read;
    }

    /// <summary>What a call gives to its child.</summary>
    [WorkflowSafe]
    public string Of(ChildNode call)
    {
        if (!_written.TryGetValue(call, out var plan))
            _written[call] = plan = Scenario.WritePlan(new RunPlan { Generations = call.Generations });
        return plan;
    }

    /// <summary>What a run walks, by its arguments.</summary>
    public (RunPlan Plan, int Generation) Arguments(ReadOnlyMemory<byte> json)
    {
        using var arguments = JsonDocument.Parse(json);
        return (Read(arguments.RootElement[0].GetString()!), arguments.RootElement[1].GetInt32());
    }
}

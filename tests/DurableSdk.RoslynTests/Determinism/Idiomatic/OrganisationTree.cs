namespace Idiomatic.OrganisationTree;

public sealed record Unit(string Name, int Heads, List<Unit> Parts);

/// <summary>Recursion over a tree, depth first, with a step for each node.</summary>
public sealed class OrganisationTreeWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(string root)
    {
        var unit = await LoadAsync(root);
        return await CountAsync(unit, depth: 0);
    }

    private async Task<int> CountAsync(Unit unit, int depth)
    {
        if (depth > 20)
            throw new InvalidOperationException("The organisation is too deep.");
        var total = unit.Heads;
        foreach (var part in unit.Parts)
            total += await CountAsync(part, depth + 1);
        if (total > 100)
            await ReportAsync(unit.Name, total);
        return total;
    }

    [Step] private static Task<Unit> LoadAsync(string name) => Task.FromResult(new Unit(name, 1, []));

    [Step] private static Task ReportAsync(string name, int heads) => Task.CompletedTask;
}

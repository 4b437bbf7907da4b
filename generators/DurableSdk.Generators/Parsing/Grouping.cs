using System.Collections.Immutable;
using DurableSdk.Generators.Models;

namespace DurableSdk.Generators.Parsing;

/// <summary>Turns what was found one by one into one model per generated file, and numbers the call sites.</summary>
internal static class Grouping
{
    public static IEnumerable<FileModel> Files(ImmutableArray<CallModel> calls)
    {
        var hints = new HintNames("Interceptors.");
        foreach (var file in calls.GroupBy(c => c.FilePath, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var name = FileNames.Of(file.Key);
            var counts = new Dictionary<(string, string), int>();
            var sites = file.OrderBy(c => c.Position).Select(c => Number(c, name, counts)).ToEquatableArray();
            yield return new FileModel(hints.Next(FileNames.WithoutExtension(name)), name, sites);
        }
    }

    public static IEnumerable<StepTypeModel> StepTypes(ImmutableArray<StepModel> steps)
    {
        var hints = new HintNames("Steps.");
        var ofType = steps.Distinct().ToLookup(s => s.Method.TypeName, StringComparer.Ordinal);
        var compensations = steps.Select(s => s.Compensation).OfType<CompensationModel>().ToLookup(c => c.Method.TypeName, StringComparer.Ordinal);
        return ofType.Select(g => g.Key).Union(compensations.Select(g => g.Key), StringComparer.Ordinal)
            .OrderBy(type => type, StringComparer.Ordinal)
            .Select(type => new StepTypeModel(
                hints.Next(type),
                ofType[type].OrderBy(s => s.Method.Member, StringComparer.Ordinal).ToEquatableArray(),
                compensations[type].GroupBy(c => c.Member, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.First()).ToEquatableArray()));
    }

    public static IEnumerable<WorkflowTypeModel> WorkflowTypes(ImmutableArray<WorkflowModel> workflows)
    {
        var hints = new HintNames("Workflows.");
        return workflows.Distinct()
            .GroupBy(w => w.Method.TypeName, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new WorkflowTypeModel(hints.Next(g.Key), g.OrderBy(w => w.Method.Member, StringComparer.Ordinal).ToEquatableArray()));
    }

    /// <summary>By name and version; of two with the same (an error) the first.</summary>
    public static EquatableArray<WorkflowModel> Workflows(ImmutableArray<WorkflowModel> workflows) => workflows
        .OrderBy(w => w.Name, StringComparer.Ordinal)
        .ThenBy(w => w.Version)
        .ThenBy(w => w.Method.TypeName, StringComparer.Ordinal)
        .ThenBy(w => w.Method.Member, StringComparer.Ordinal)
        .GroupBy(w => (w.Name, w.Version))
        .Select(g => g.First())
        .ToEquatableArray();

    /// <summary>Which pipelines the steps name. A generic step's result is known at the call only, so the host can't look for its pipeline at start.</summary>
    public static EquatableArray<PipelineModel> Pipelines(ImmutableArray<StepModel> steps) => steps
        .Where(s => s.Options.Pipeline is not null && s.Method.TypeParametersOfType.Count == 0 && s.Method.TypeParametersOfMethod.Count == 0)
        .Select(s => new PipelineModel(s.Method.Display, s.Options.Pipeline!, s.Method.Return.Result ?? WellKnownNames.Unit, s.Method.WarningIds))
        .Distinct()
        .OrderBy(p => p.Pipeline, StringComparer.Ordinal)
        .ThenBy(p => p.Step, StringComparer.Ordinal)
        .ToEquatableArray();

    private static SiteModel Number(CallModel call, string file, Dictionary<(string, string), int> counts)
    {
        string? id = null;
        if (call.Operation.Name is { } name)
        {
            counts.TryGetValue((call.Member, name), out var count);
            counts[(call.Member, name)] = ++count;
            id = call.IsInWorkflow ? $"{name}#{count}" : $"{call.Member}/{name}#{count}";
        }

        return new SiteModel(call.Operation, id, $"{file}:{call.Line}", call.LocationVersion, call.LocationData);
    }

    /// <summary>Hint names that differ by more than case; given in order, so that they are the same every time.</summary>
    private sealed class HintNames(string prefix)
    {
        private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

        public string Next(string name)
        {
            var good = prefix + new string(name.Select(c => IsAllowed(c) ? c : '_').ToArray());
            var hint = good;
            for (var n = 2; !_taken.Add(hint); n++)
                hint = $"{good}({n})";
            return hint + ".g.cs";
        }

        private static bool IsAllowed(char c) => char.IsLetterOrDigit(c) || ".,-+`_ ()[]{}".IndexOf(c) >= 0;
    }
}

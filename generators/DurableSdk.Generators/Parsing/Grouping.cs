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
            var numbers = new SiteNumbers();
            var sites = file.OrderBy(c => c.Position)
                .Select(c => new SiteModel(c.Operation, numbers.Next(c), $"{name}:{c.Line}", c.LocationVersion, c.LocationData)).ToEquatableArray();
            yield return new FileModel(hints.Next(FileNames.WithoutExtension(name)), name, sites);
        }
    }

    public static IEnumerable<StepTypeModel> StepTypes(ImmutableArray<StepModel> steps)
    {
        var hints = new HintNames("Steps.");
        return steps.Distinct()
            .GroupBy(s => s.Method.TypeName, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new StepTypeModel(hints.Next(g.Key), g.OrderBy(s => s.Method.Member, StringComparer.Ordinal).ToEquatableArray()));
    }

    public static IEnumerable<WorkflowTypeModel> WorkflowTypes(ImmutableArray<WorkflowCodeModel> workflows)
    {
        var hints = new HintNames("Workflows.");
        return workflows.Distinct()
            .GroupBy(w => w.Workflow.Method.TypeName, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new WorkflowTypeModel(hints.Next(g.Key), g.OrderBy(w => w.Workflow.Method.Member, StringComparer.Ordinal).ToEquatableArray()));
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

using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Storage;

namespace DurableSdk.Hosting;

/// <summary>The workflows that this program can execute.</summary>
internal sealed class WorkflowRegistry
{
    private readonly Dictionary<WorkflowKey, WorkflowDefinition> _byKey = [];
    private readonly Dictionary<string, WorkflowDefinition> _highest = new(StringComparer.Ordinal);

    public WorkflowRegistry(IEnumerable<DurableManifest> manifests, IReadOnlyCollection<string>? only)
    {
        IsSubset = only is not null;
        foreach (var definition in manifests.Distinct().SelectMany(manifest => manifest.Workflows))
        {
            if (only is null || only.Contains(definition.Key.Name))
                Add(definition);
        }

        if (only?.FirstOrDefault(name => !_highest.ContainsKey(name)) is { } missing)
            throw ClientErrors.UnknownWorkflow(missing, Names);
    }

    /// <summary>Whether the program was told to leave some of its workflows to others.</summary>
    public bool IsSubset { get; }

    public IReadOnlyCollection<WorkflowKey> Keys => _byKey.Keys;

    public IReadOnlyCollection<string> Names => _highest.Keys;

    public WorkflowDefinition? Find(WorkflowKey key) => _byKey.GetValueOrDefault(key);

    public WorkflowDefinition? Highest(string name) => _highest.GetValueOrDefault(name);

    /// <summary>The highest version that a run can go on as: it takes and gives the same. Itself where there is no higher one.</summary>
    public WorkflowDefinition NewestLike(WorkflowDefinition definition) => _byKey.Values
        .Where(other => other.Key.Name == definition.Key.Name && other.Key.Version >= definition.Key.Version && other.IsInterchangeableWith(definition))
        .MaxBy(other => other.Key.Version) ?? definition;

    private void Add(WorkflowDefinition definition)
    {
        if (_byKey.TryGetValue(definition.Key, out var other) && !ReferenceEquals(other, definition))
            throw HostingErrors.DuplicateWorkflow(other, definition);
        _byKey[definition.Key] = definition;
        if (!_highest.TryGetValue(definition.Key.Name, out var highest) || highest.Key.Version < definition.Key.Version)
            _highest[definition.Key.Name] = definition;
    }
}

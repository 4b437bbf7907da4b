using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace DurableSdk.Replay;

/// <summary>Every operation that the code has asked for, in that order, by its id; a run of many steps has as many.</summary>
internal sealed class OperationTable : IEnumerable<Operation>
{
    private static readonly ById Comparer = new();

    private readonly HashSet<Operation> _operations = new(Comparer);
    private readonly HashSet<Operation>.AlternateLookup<string> _byId;

    public OperationTable() => _byId = _operations.GetAlternateLookup<string>();

    /// <exception cref="ArgumentException">There is one with its id.</exception>
    public void Add(Operation operation)
    {
        if (!_operations.Add(operation))
            throw new ArgumentException($"There is an operation {operation.Id} already.");
    }

    /// <summary>Adds it in place of the one with its id, if there is one.</summary>
    public void Replace(Operation operation)
    {
        _operations.Remove(operation);
        _operations.Add(operation);
    }

    public Operation? Find(string id) => _byId.TryGetValue(id, out var operation) ? operation : null;

    public bool Contains(string id) => _byId.Contains(id);

    public IEnumerator<Operation> GetEnumerator() => _operations.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class ById : IEqualityComparer<Operation>, IAlternateEqualityComparer<string, Operation>
    {
        public bool Equals(Operation? x, Operation? y) => x?.Id == y?.Id;

        public int GetHashCode([DisallowNull] Operation operation) => operation.Id.GetHashCode(StringComparison.Ordinal);

        public bool Equals(string alternate, Operation other) => alternate == other.Id;

        public int GetHashCode(string alternate) => alternate.GetHashCode(StringComparison.Ordinal);

        public Operation Create(string alternate) => throw new NotSupportedException("An operation isn't made of its id.");
    }
}

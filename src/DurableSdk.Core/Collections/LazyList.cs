namespace DurableSdk.Collections;

/// <summary>
/// A list that most of its owners never fill: nothing until something is added. A run has a dozen of them and looks at most of them with each step; made with the run, they would be a good part of it. A field of it is
/// not <see langword="readonly"/>, or what is added is lost.
/// </summary>
internal struct LazyList<T>
{
    private static readonly List<T> None = [];

    private List<T>? _items;

    public readonly int Count => _items?.Count ?? 0;

    /// <summary>The list itself, made for whoever asks.</summary>
    public List<T> Items => _items ??= [];

    public void Add(T item) => Items.Add(item);

    public readonly void Clear() => _items?.Clear();

    public readonly List<T>.Enumerator GetEnumerator() => (_items ?? None).GetEnumerator();
}

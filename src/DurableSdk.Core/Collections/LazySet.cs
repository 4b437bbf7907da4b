namespace DurableSdk.Collections;

/// <summary>A set that most of its owners never fill; see <see cref="LazyList{T}"/>. A field of it is not <see langword="readonly"/>.</summary>
internal struct LazySet<T>
{
    private HashSet<T>? _items;

    public readonly int Count => _items?.Count ?? 0;

    /// <summary>The set itself, made for whoever asks.</summary>
    public HashSet<T> Items => _items ??= [];

    public bool Add(T item) => Items.Add(item);

    public readonly bool Contains(T item) => _items?.Contains(item) == true;

    public readonly bool Remove(T item) => _items?.Remove(item) == true;

    public readonly void Clear() => _items?.Clear();
}

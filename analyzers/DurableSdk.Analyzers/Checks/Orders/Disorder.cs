namespace DurableSdk.Analyzers.Checks.Orders;

/// <summary>How far the order of a collection can be relied on.</summary>
internal enum Disorder
{
    None,

    /// <summary>The same in practice, as long as nothing is removed; nobody promises it (DUR1017).</summary>
    Unpromised,

    /// <summary>By hash codes or threads, so another one in each process (DUR1016).</summary>
    OfHash,
}

namespace DurableSdk.Benchmarks;

/// <summary>One or more rows of the table, with the reference that they are compared with.</summary>
internal interface IBenchmark
{
    /// <summary>By which it is chosen on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<Row>> MeasureAsync(Setting setting);
}

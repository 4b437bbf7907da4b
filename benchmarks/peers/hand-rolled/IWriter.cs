namespace DurableSdk.Benchmarks.HandRolled;

/// <summary>How statements get to the disk.</summary>
internal interface IWriter : IDisposable
{
    /// <summary>Completes when it is on the disk.</summary>
    Task WriteAsync(string sql, object arguments);
}

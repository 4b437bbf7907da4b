namespace DurableSdk.Benchmarks;

/// <param name="Concurrency">Workflows at the same time.</param>
/// <param name="RawBatch">Rows in a commit of the raw inserts.</param>
/// <param name="StepsPerSecond">Durable steps.</param>
/// <param name="RawRowsPerSecond">Raw inserts.</param>
internal sealed record Measurement(int Concurrency, int RawBatch, double StepsPerSecond, double RawRowsPerSecond);

namespace DurableSdk.Peers.HandRolled;

internal interface IWriter : IDisposable
{
    /// <summary>Completes once the statement is committed.</summary>
    Task WriteAsync(string sql, object row);
}

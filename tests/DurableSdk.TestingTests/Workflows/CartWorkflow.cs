namespace DurableSdk.TestingTests.Workflows;

/// <summary>Takes updates, answers a query, and ends by a step in a transaction.</summary>
public sealed class CartWorkflow
{
    private int _count;
    private bool _isClosed;

    [Workflow]
    public async Task<int> RunAsync()
    {
        await Durable.Until(() => _isClosed);
        return await StoreAsync(_count);
    }

    [Query]
    public int Count() => _count;

    [Update]
    public async Task<int> AddAsync(int number)
    {
        await Durable.Sleep(TimeSpan.FromHours(1));
        return _count += number;
    }

    [Signal]
    public void Close() => _isClosed = true;

    [Step(Transactional = true)]
    public Task<int> StoreAsync(int count, System.Data.Common.DbConnection? connection = null) => throw new InvalidOperationException("Replaced.");
}

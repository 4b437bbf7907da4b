namespace DurableSdk.EngineTests;

/// <summary>Books three things, then ends as it is told.</summary>
public sealed class TripWorkflow(Journal journal, ICars cars)
{
    [Workflow]
    public async Task<string> RunAsync(string how, CancellationToken cancel)
    {
        var hotel = await HotelAsync("Ritz", 2);
        await FlightAsync("LH1");
        await cars.RentAsync<string>("small");
        if (how == "wait")
            await WaitAsync();
        if (how == "by hand")
            await CancelFlightAsync("LH1");
        return how == "good" ? hotel : throw new InvalidOperationException(how);
    }

    [Step(Compensate = nameof(CancelHotelAsync))]
    private Task<string> HotelAsync(string name, int nights)
    {
        journal.Add($"hotel {name} {nights}");
        return Task.FromResult($"room of {name}");
    }

    private async Task<int> CancelHotelAsync(string room, CancellationToken cancel)
    {
        journal.Add($"cancel {room} {StepContext.Current.StepId} {StepContext.Current.Attempt}");
        journal.Reach("at hotel");
        await journal.Reached("hotel", cancel);
        return 1;
    }

    [Step(Compensate = nameof(CancelFlightAsync))]
    private Task FlightAsync(string number)
    {
        journal.Add($"flight {number}");
        return Task.CompletedTask;
    }

    [Step(MaxAttempts = 1)]
    private async Task CancelFlightAsync(string number)
    {
        journal.Reach("at flight");
        await journal.Reached("flight");
        journal.Add($"cancel flight {number} {StepContext.Current.StepId}");
        if (journal.Reached("flight fails").IsCompleted && !journal.Reached("flight mended").IsCompleted)
            throw new IOException("no line");
    }

    [Step]
    private async Task WaitAsync(CancellationToken cancel = default)
    {
        journal.Reach("waits");
        await journal.Reached("never", cancel);
    }
}

/// <summary>A step that lives on an interface, and so does its compensation.</summary>
public interface ICars
{
    [Step(Compensate = nameof(ReturnAsync))]
    Task<T> RentAsync<T>(T size);

    ValueTask ReturnAsync<TSize>(TSize size, TSize car);
}

public sealed class Cars(Journal journal) : ICars
{
    public Task<T> RentAsync<T>(T size)
    {
        journal.Add($"car {size}");
        return Task.FromResult(size);
    }

    public ValueTask ReturnAsync<TSize>(TSize size, TSize car)
    {
        journal.Add($"return {size} {car}");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Fails while a step that can be undone is in flight.</summary>
public sealed class LosingWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync(string how) => await await Task.WhenAny(how == "result" ? ByResultAsync(how) : ByArgumentsAsync(how), LoseAsync());

    [Step(Compensate = nameof(UndoAsync))]
    private async Task ByArgumentsAsync(string how, CancellationToken cancel = default)
    {
        journal.Reach("in flight");
        if (how == "deaf")
            await journal.Reached("never");
        else
            await Task.WhenAny(journal.Reached("never", cancel));
        if (how == "throws")
            cancel.ThrowIfCancellationRequested();
    }

    private Task UndoAsync(string how)
    {
        journal.Add($"undo {how}");
        return Task.CompletedTask;
    }

    [Step(Compensate = nameof(UndoResultAsync))]
    private async Task<int> ByResultAsync(string how)
    {
        journal.Reach("in flight");
        await journal.Reached("never");
        return how.Length;
    }

    private static Task UndoResultAsync(int result) => throw new InvalidOperationException($"There is no {result}.");

    [Step(MaxAttempts = 1)]
    private async Task LoseAsync()
    {
        await journal.Reached("in flight");
        throw new InvalidOperationException("lost");
    }
}

/// <summary>Compensates by hand, on two levels.</summary>
public sealed class HandWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync()
    {
        var saga = Durable.Saga();
        try
        {
            await DoAsync("outer");
            saga.Add(() => UndoAsync("outer"));
            await InnerAsync();
        }
        catch (Exception)
        {
            await saga.CompensateAsync();
            throw;
        }
    }

    private async Task InnerAsync()
    {
        var saga = Durable.Saga();
        await DoAsync("inner");
        saga.Add(() => UndoAsync("inner"));
        try
        {
            await WaitAsync();
        }
        catch (Exception)
        {
            await saga.CompensateAsync();
            throw;
        }
    }

    [Step]
    private Task DoAsync(string what)
    {
        journal.Add($"do {what}");
        return Task.CompletedTask;
    }

    [Step]
    private Task UndoAsync(string what)
    {
        journal.Add($"undo {what}");
        return Task.CompletedTask;
    }

    [Step]
    private async Task WaitAsync(CancellationToken cancel = default)
    {
        journal.Reach("waits");
        await journal.Reached("never", cancel);
    }
}

/// <summary>Charges, and says by hand how that is undone, as the guide does.</summary>
public sealed class RefundWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync()
    {
        var saga = Durable.Saga();
        try
        {
            await Durable.Shield(async () =>
            {
                await ChargeAsync();
                saga.Add(() => RefundAsync());
            });
            await ShipAsync();
        }
        catch (Exception)
        {
            await saga.CompensateAsync();
            throw;
        }
    }

    [Step]
    private async Task ChargeAsync()
    {
        journal.Reach("charging");
        await journal.Reached("paid");
        journal.Add("charged");
    }

    [Step]
    private Task RefundAsync()
    {
        journal.Add("refunded");
        return Task.CompletedTask;
    }

    [Step]
    private async Task ShipAsync(CancellationToken cancel = default)
    {
        await journal.Reached("never", cancel);
        journal.Add("shipped");
    }
}

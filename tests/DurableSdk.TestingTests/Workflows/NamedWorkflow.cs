using System.Data.Common;

namespace DurableSdk.TestingTests.Workflows;

public sealed class RealMethodException(string step) : Exception($"The real {step} ran.");

public interface ILedger : IDisposable
{
    [Step(MaxAttempts = 1)]
    Task<int> BookAsync(int amount);

    Task<int> LookAsync(int amount);
}

public interface IMainLedger : ILedger;

/// <summary>Steps that are hard to name; each one's own method throws, so that it must be replaced.</summary>
public sealed class NamedWorkflow(IMainLedger ledger)
{
    [Workflow]
    public async Task<string> RunAsync(string kind) => kind switch
    {
        "transactional" => await InsertAsync("a", null!, null!),
        "generic" => $"{await EchoAsync(3)} {await EchoAsync("x")}",
        "static" => $"{await NamedMail.SendAsync("a")} {await OtherMail.SendAsync("a")}",
        "value" => await ValueAsync(),
        "own value" => await OwnValueAsync(),
        "ledger" => $"{await ledger.BookAsync(1)}",
        "overloads" => $"{await CountAsync(1)} {await CountAsync("x")}",
        _ => await UndoneAsync(),
    };

    [Step(Transactional = true, MaxAttempts = 1)]
    public Task<string> InsertAsync(string row, DbConnection connection, DbTransaction transaction, CancellationToken cancel = default) => throw new RealMethodException("InsertAsync");

    [Step(MaxAttempts = 1)]
    public Task<T> EchoAsync<T>(T value) => throw new RealMethodException("EchoAsync");

    [Step(MaxAttempts = 1)]
    public Task<string> CountAsync(int number) => throw new RealMethodException("CountAsync(int)");

    [Step(MaxAttempts = 1)]
    public Task<string> CountAsync(string text) => throw new RealMethodException("CountAsync(string)");

    [Step(MaxAttempts = 1, Compensate = nameof(UndoAsync))]
    public Task<string> ReserveAsync() => throw new RealMethodException("ReserveAsync");

    public Task UndoAsync() => throw new RealMethodException("UndoAsync");

    [Step(MaxAttempts = 1)]
    public ValueTask PingAsync() => throw new RealMethodException("PingAsync");

    [Step(MaxAttempts = 1)]
    public ValueTask<int> NumberAsync() => throw new RealMethodException("NumberAsync");

    public Task NoStepAsync() => Task.CompletedTask;

    private static async Task<string> ValueAsync()
    {
        await OtherMail.FlushAsync();
        return $"{await OtherMail.SizeAsync()}";
    }

    private async Task<string> OwnValueAsync()
    {
        await PingAsync();
        return $"{await NumberAsync()}";
    }

    private async Task<string> UndoneAsync()
    {
        await ReserveAsync();
        throw new InvalidOperationException("The end.");
    }
}

public static class NamedMail
{
    [Step(Name = "mail", MaxAttempts = 1)]
    public static Task<string> SendAsync(string to) => throw new RealMethodException("NamedMail.SendAsync");
}

public static class OtherMail
{
    [Step(Name = "mail", MaxAttempts = 1)]
    public static Task<string> SendAsync(string to) => throw new RealMethodException("OtherMail.SendAsync");

    [Step(MaxAttempts = 1)]
    public static ValueTask FlushAsync() => throw new RealMethodException("OtherMail.FlushAsync");

    [Step(MaxAttempts = 1)]
    public static ValueTask<int> SizeAsync() => throw new RealMethodException("OtherMail.SizeAsync");
}

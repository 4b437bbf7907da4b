using System.Runtime.CompilerServices;

namespace Idiomatic.PagedCustomers;

public sealed record Page(List<string> Items, int? Next);

/// <summary>An asynchronous iterator of the workflow's own, over steps.</summary>
public sealed class PagedCustomersWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var mailed = 0;
        await foreach (var customer in CustomersAsync(cancel))
        {
            await MailAsync(customer);
            if (++mailed == 500)
                break;
        }

        return mailed;
    }

    private static async IAsyncEnumerable<string> CustomersAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (int? page = 0; page is { } number;)
        {
            cancel.ThrowIfCancellationRequested();
            var (items, next) = await LoadAsync(number);
            foreach (var item in items)
                yield return item;
            page = next;
        }
    }

    [Step] private static Task<Page> LoadAsync(int page) => Task.FromResult(new Page([], null));

    [Step] private static Task MailAsync(string customer) => Task.CompletedTask;
}

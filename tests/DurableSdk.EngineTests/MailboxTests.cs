using DurableSdk.Worker;

namespace DurableSdk.EngineTests;

/// <summary>What happens for a run reaches its loop: all of it, in order, and on the right thread.</summary>
[TestFixture]
public sealed class MailboxTests
{
    private readonly Mailbox _mailbox = new();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Inputs_that_are_posted_while_the_reader_goes_to_sleep_are_all_taken_in_order(bool goesOnHere)
    {
        const int Count = 100_000;
        var posting = Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
                _mailbox.Post(new OperationDue($"{i}"), goesOnHere);
        });
        for (var next = 0; next < Count;)
        {
            await WaitAsync().Soon();
            while (_mailbox.Take() is OperationDue due)
                Assert.That(due.Id, Is.EqualTo($"{next++}"));
        }

        await posting;
        Assert.That(_mailbox.IsEmpty);
    }

    [Test]
    public async Task Reader_goes_on_before_the_post_returns_only_where_it_may()
    {
        var apart = WaitAsync();
        var gate = new ManualResetEventSlim();
        var after = apart.ContinueWith(_ => gate.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _mailbox.Post(new Wake());
        gate.Set();
        Assert.That(await after.Soon(), Is.True, "the post came back although the reader didn't");
        _mailbox.Take();

        // On the thread pool: the test's own context would take the reader elsewhere.
        await Task.Run(() =>
        {
            var here = WaitAsync();
            _mailbox.Post(new Wake(), goesOnHere: true);
            Assert.That(here.IsCompleted);
        });
    }

    private async Task WaitAsync() => await _mailbox.WaitAsync();
}

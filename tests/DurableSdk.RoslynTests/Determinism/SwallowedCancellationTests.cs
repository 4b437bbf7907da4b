namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1023.</summary>
public sealed class SwallowedCancellationTests
{
    [TestCase("try { await OneAsync(); } {|DUR1023:catch|} (Exception) { }")]
    [TestCase("try { await OneAsync(); } {|DUR1023:catch|} { }")]
    [TestCase("try { await OneAsync(); } {|DUR1023:catch|} (SystemException e) { _ = e.Message; return; }")]
    [TestCase("try { await OneAsync(); } catch (InvalidOperationException) { throw; } {|DUR1023:catch|} (Exception e) { await TextAsync(e.Message); }")]
    [TestCase("for (var i = 0; ; i++) { try { await OneAsync(); break; } {|DUR1023:catch|} (Exception) { if (i > 3) throw; } }")]
    [TestCase("for (var i = 0; i < 3; i++) { try { await OneAsync(); } {|DUR1023:catch|} (Exception) when (i < 2) { continue; } }")]
    [TestCase("try { await foreach (var i in Items()) _ = i; } {|DUR1023:catch|} (Exception) { }", "private async IAsyncEnumerable<int> Items() { await OneAsync(); yield return 1; }")]
    [TestCase("await A();", "private Task A() => B(); private Task B() => C<int>(); private async Task C<T>() { try { await OneAsync(); } {|DUR1023:catch|} (Exception) { } }")]
    [TestCase("Func<Task> go = async () => { try { await OneAsync(); } {|DUR1023:catch|} (Exception) { } }; await go();")]
    public void Handler_that_takes_the_cancellation_too_is_reported(string body, string members = "") => Expect.InWorkflow(body, members);

    [TestCase("try { await OneAsync(); } catch (Exception e) when (e is not OperationCanceledException) { }")]
    [TestCase("try { await OneAsync(); } catch (Exception e) when (e is InvalidOperationException or TimeoutException) { }")]
    [TestCase("try { await OneAsync(); } catch (Exception e) when (IsTransient(e)) { }", "private static bool IsTransient(Exception e) => e is TimeoutException;")]
    [TestCase("try { await OneAsync(); } catch (OperationCanceledException) { throw; } catch (Exception) { }")]
    [TestCase("try { await OneAsync(); } catch (OperationCanceledException) { } catch (Exception) { }")]
    [TestCase("try { await OneAsync(); } catch (TaskCanceledException) { throw; } catch { }")]
    [TestCase("try { await OneAsync(); } catch (Exception) { await TextAsync(\"undo\"); throw; }")]
    [TestCase("try { await OneAsync(); } catch { throw new InvalidOperationException(); }")]
    [TestCase("try { await OneAsync(); } catch (Exception e) { if (e is OperationCanceledException) throw; }")]
    [TestCase("try { await OneAsync(); } catch (Exception e) { switch (e) { case OperationCanceledException: throw; } }")]
    [TestCase("Exception? failed = null; try { await OneAsync(); } catch (Exception e) { failed = e; } if (failed is not null) throw failed;")]
    [TestCase("var errors = new List<Exception>(); try { await OneAsync(); } catch (Exception e) { errors.Add(e); } if (errors.Count > 0) throw new AggregateException(errors);")]
    [TestCase("var done = new TaskCompletionSource(); try { await OneAsync(); done.SetResult(); } catch (Exception e) { done.SetException(e); } await done.Task;")]
    [TestCase("try { _ = int.Parse(order.Id, System.Globalization.CultureInfo.InvariantCulture); } catch (Exception) { }")]
    [TestCase("try { await OneAsync(); } catch (InvalidOperationException) { } finally { await OneAsync(); }")]
    [TestCase("await HelpAsync(default);", "private async Task HelpAsync(CancellationToken cancel) { try { await OneAsync(); } catch (Exception) when (!cancel.IsCancellationRequested) { } try { await OneAsync(); } catch (Exception) { cancel.ThrowIfCancellationRequested(); } }")]
    [TestCase("await WorkAsync();", "[Step] private async Task WorkAsync() { try { await Task.Yield(); } catch (Exception) { } }")]
    [TestCase("""
        #pragma warning disable DUR1023
                try { await OneAsync(); } catch (Exception) { }
        #pragma warning restore DUR1023
        """)]
    public void Handler_that_lets_the_cancellation_pass_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);
}

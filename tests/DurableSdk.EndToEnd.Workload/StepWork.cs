namespace DurableSdk.EndToEnd.Workload;

/// <summary>What every step does: it writes to the journal, takes a moment, fails as often as it is told to.</summary>
public sealed class StepWork(Journal journal, TimeSpan pace)
{
    public async Task<Receipt> ExecuteAsync(long value, int failures = 0, CancellationToken cancel = default)
    {
        var step = StepContext.Current;
        var execution = journal.Begin(step);
        await Task.Delay(pace + TimeSpan.FromMilliseconds(value % 23), cancel);
        if (step.Attempt <= failures)
        {
            journal.End(step, execution, succeeded: false);
            throw new FlakyException($"attempt {step.Attempt} of {step.StepId} fails", null);
        }

        journal.End(step, execution, succeeded: true);
        return new Receipt(value, execution, Build.Name);
    }

    public async Task DeclineAsync(long value)
    {
        var step = StepContext.Current;
        var execution = journal.Begin(step);
        await Task.Yield();
        journal.End(step, execution, succeeded: false);
        throw new DeclinedException($"{value} is declined", null);
    }
}

/// <summary>Goes away when the step is tried again.</summary>
public sealed class FlakyException(string message, Exception? inner) : Exception(message, inner);

/// <summary>Final.</summary>
public sealed class DeclinedException(string message, Exception? inner) : Exception(message, inner);

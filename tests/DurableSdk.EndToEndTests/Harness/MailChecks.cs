using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>What must hold of letters whatever happens to their senders and to the host.</summary>
internal static class MailChecks
{
    /// <summary>Each is in the log of its mailbox or lies in the inbox, and never in both.</summary>
    public static void NothingAcknowledgedIsLost(DatabaseLog log, IReadOnlyCollection<(string Mailbox, string Letter)> acknowledged)
    {
        var chainOf = log.Runs.ToDictionary(run => run.RunId, run => run.FirstRunId);
        var used = log.Events.Where(e => e.Kind is LogKind.SignalReceived or LogKind.HookResumed).Select(e => (chainOf[e.RunId], e.MessageId!)).ToHashSet();
        var waiting = log.Inbox.Select(row => (row.FirstRunId, row.LetterId!)).ToList();
        Assert.That(waiting, Is.Unique);
        Assert.That(waiting.Where(used.Contains), Is.Empty, "A letter was used and is waiting still.");
        used.UnionWith(waiting);
        Assert.That(acknowledged.Where(letter => !used.Contains(letter)), Is.Empty, "Letters were acknowledged and are lost.");
    }

    /// <summary>What the mailboxes say of themselves: every letter once, and of those that were passed on, each once and in order.</summary>
    public static void EveryLetterWasReadOnce(DatabaseLog log, int mailboxes, IReadOnlyCollection<(string Mailbox, string Letter)> acknowledged)
    {
        Assert.That(log.Runs.Where(run => run.Status is not (RunStatus.Completed or RunStatus.ContinuedAsNew)), Is.Empty);
        Assert.That(log.Inbox, Is.Empty);
        var chainOf = log.Runs.ToDictionary(run => run.RunId, run => run.FirstRunId);
        var mail = log.Events.Where(e => e.Kind == LogKind.WorkflowCompleted).ToDictionary(e => chainOf[e.RunId], e => e.Result<Mail>());
        Assert.That(mail.Keys, Is.EquivalentTo(Enumerable.Range(0, mailboxes).Select(MailRound.IdOf)));
        foreach (var (mailbox, (letters, _)) in mail)
        {
            Assert.That(letters, Is.Unique, mailbox);
            Assert.That(acknowledged.Where(letter => letter.Mailbox == mailbox).Select(letter => letter.Letter).Except(letters), Is.Empty, $"{mailbox} has not read them.");
        }

        for (var n = 0; n < mailboxes; n++)
        {
            var passedOn = mail[MailRound.IdOf(n)].Letters.Where(letter => letter.EndsWith(MailboxWorkflow.Mark, StringComparison.Ordinal));
            Assert.That(mail[MailRound.IdOf((n + 1) % mailboxes)].Notes, Is.EqualTo(passedOn), $"what {MailRound.IdOf(n)} passed on");
        }
    }
}

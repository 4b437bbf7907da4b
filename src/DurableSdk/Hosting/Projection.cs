using System.Data.Common;
using DurableSdk.Errors;
using DurableSdk.Storage;

namespace DurableSdk.Hosting;

/// <summary>What keeps tables of the program up to date with the events of all runs.</summary>
/// <param name="Name">The name of its subscription.</param>
/// <param name="Handler">Writes what an event means.</param>
/// <param name="Subscription">Where it begins, and how it reads.</param>
internal sealed record Projection(string Name, Func<SubscribedEvent, DbTransaction, CancellationToken, Task> Handler, SubscriptionOptions Subscription)
{
    public void ThrowIfMalformed()
    {
        ArgumentNullException.ThrowIfNull(Name);
        ArgumentNullException.ThrowIfNull(Handler);
        if (StorableText.WhyNot(Name) is { } why)
            throw ProjectionErrors.BadName(why);
        Subscription.ThrowIfMalformed();
    }
}

using System.Reflection;

namespace DurableSdk.SimulationTests;

/// <summary>A member that a store gets is one that can fail.</summary>
public sealed class StoreCallTests
{
    private static readonly Type[] Contracts = [typeof(IEventStore), typeof(ISubscriptionStore), typeof(IRunOwner), typeof(IStepTransactions)];
    private static readonly Type[] Faulty = [typeof(SimStore), typeof(SimOwner), typeof(SimTransactions)];

    /// <summary>Who lets go of a store or an ownership looks at no answer, and who offers to take new runs waits for none.</summary>
    private static readonly string[] NoCalls = ["DisposeAsync", nameof(IRunOwner.TakeNewRuns)];

    /// <summary>What the store in memory doesn't do by itself, but by a call that has faults.</summary>
    private static readonly string[] MadeOfOthers = [nameof(IEventStore.CountUnknownAsync)];

    [Test]
    public void Every_call_of_a_store_has_faults()
    {
        var members = Contracts.SelectMany(contract => contract.GetMethods()).Where(method => !method.IsSpecialName).Select(method => method.Name).Distinct().Except(NoCalls).Except(MadeOfOthers).Order(StringComparer.Ordinal);
        Assert.That(Enum.GetNames<StoreCall>().Select(call => $"{call}Async").Order(StringComparer.Ordinal), Is.EqualTo(members));
    }

    [Test]
    public void Every_call_of_a_store_goes_through_the_simulators()
    {
        var declared = Faulty.SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)).Select(method => method.Name).ToHashSet();
        Assert.That(Enum.GetNames<StoreCall>().Select(call => $"{call}Async").Where(member => !declared.Contains(member)), Is.Empty);
    }
}

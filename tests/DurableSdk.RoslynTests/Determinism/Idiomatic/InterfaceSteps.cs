namespace Idiomatic.InterfaceSteps;

public sealed record Shipment(string Id, double Kilos);

public interface ICarrier
{
    string Name { get; }

    [Step] Task<string> PickUpAsync(Shipment shipment, CancellationToken cancel = default);

    [Step] Task<bool> IsDeliveredAsync(string tracking);
}

/// <summary>Steps on an injected interface, one of several carriers.</summary>
public sealed class InterfaceStepsWorkflow(ICarrier carrier, ICarrier fallback)
{
    [Workflow]
    public async Task<string> RunAsync(Shipment shipment)
    {
        var chosen = shipment.Kilos > 30 ? fallback : carrier;
        var tracking = await chosen.PickUpAsync(shipment);
        for (var day = 0; day < 30; day++)
        {
            if (await chosen.IsDeliveredAsync(tracking))
                return tracking;
            await Durable.Sleep(TimeSpan.FromDays(1));
        }

        return "lost";
    }
}

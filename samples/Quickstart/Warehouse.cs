namespace Quickstart;

/// <summary>Stands for a warehouse: it takes its time, and is too busy for one order in three when it is asked for the first time.</summary>
public sealed class Warehouse(Journal journal)
{
    public async Task<Reservation> ReserveAsync(string key, Order order)
    {
        await Work.TakeTimeAsync(0.3, 1.0);
        if (Random.Shared.Next(3) == 0 && journal.Find(key, "busy") is null)
        {
            journal.Add(key, "busy", "-", order.Id);
            throw new InvalidOperationException("The warehouse is busy, try again.");
        }

        var number = journal.Add(key, "reserved", Work.NewNumber("RES"), $"{order.Quantity} x {order.Item} for {order.Id}");
        return new Reservation(number, $"shelf {Random.Shared.Next(1, 100)}");
    }

    public async Task ReleaseAsync(string key, Reservation reservation)
    {
        await Work.TakeTimeAsync(0.1, 0.3);
        journal.Add(key, "released", reservation.Number, reservation.Shelf);
    }

    public async Task<string> PackAsync(string key, Order order, Reservation reservation)
    {
        await Work.TakeTimeAsync(0.5, 2.0);
        return journal.Add(key, "packed", Work.NewNumber("BOX"), $"{order.Item} from {reservation.Shelf} for {order.Id}");
    }

    public async Task<string> ShipAsync(string key, string parcel)
    {
        await Work.TakeTimeAsync(0.3, 1.5);
        return journal.Add(key, "shipped", Work.NewNumber("TRK"), parcel);
    }
}

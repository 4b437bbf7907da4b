using System.Globalization;

namespace Quickstart;

/// <summary>A row that is no order, and why.</summary>
internal sealed record BadRow(int Line, string Why);

/// <summary>
/// The orders of a CSV file with the columns id, customer, item, quantity, unit_price and card, in any order. A bad row is named and left
/// out; the others count.
/// </summary>
internal sealed record OrdersFile(IReadOnlyList<Order> Orders, IReadOnlyList<BadRow> BadRows)
{
    private static readonly string[] Columns = ["id", "customer", "item", "quantity", "unit_price", "card"];

    /// <exception cref="FormatException">The first line doesn't name the columns.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static OrdersFile Read(string path)
    {
        using var reader = new StreamReader(path);
        using var rows = Csv.Read(reader).GetEnumerator();
        IReadOnlyList<string> header = rows.MoveNext() ? [.. rows.Current.Fields.Select(name => name.Trim().ToLowerInvariant())] : [];
        if (Columns.FirstOrDefault(column => !header.Contains(column)) is { } missing)
            throw new FormatException($"The first line of {path} must name the columns {string.Join(", ", Columns)}; {missing} is missing.");

        var orders = new List<Order>();
        var badRows = new List<BadRow>();
        var lineOf = new Dictionary<string, int>(StringComparer.Ordinal);
        while (rows.MoveNext())
        {
            var row = rows.Current;
            try
            {
                var order = Parse(row, header);
                if (!lineOf.TryAdd(order.Id, row.Line))
                    throw new FormatException($"order {order.Id} stands in line {lineOf[order.Id]} already");
                orders.Add(order);
            }
            catch (FormatException bad)
            {
                badRows.Add(new BadRow(row.Line, bad.Message));
            }
        }

        return new OrdersFile(orders, badRows);
    }

    private static Order Parse(CsvRow row, IReadOnlyList<string> header)
    {
        if (row.Fields.Count == 0)
            throw new FormatException("a quote isn't closed");
        if (row.Fields.Count != header.Count)
            throw new FormatException($"it has {row.Fields.Count} fields, the first line has {header.Count}");
        var fields = header.Zip(row.Fields).ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.Ordinal);

        var id = fields["id"];
        if (id.Length is 0 or > 200)
            throw new FormatException("the id must have 1 to 200 characters");
        if (!int.TryParse(fields["quantity"], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) || quantity == 0)
            throw new FormatException($"the quantity of order {id}, \"{fields["quantity"]}\", isn't a whole number above zero");
        if (!decimal.TryParse(fields["unit_price"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) || price > 1_000_000)
            throw new FormatException($"the unit price of order {id}, \"{fields["unit_price"]}\", isn't an amount such as 12.50, up to 1000000");
        return new Order(id, fields["customer"], fields["item"], quantity, price, fields["card"]);
    }
}
